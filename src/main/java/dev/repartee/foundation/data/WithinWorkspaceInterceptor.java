package dev.repartee.foundation.data;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Builds the wall before a repository asks. */
@WithinWorkspace
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class WithinWorkspaceInterceptor {

  private final Tenancy tenancy;
  private final OwnTransaction transaction;

  @Inject
  WithinWorkspaceInterceptor(Tenancy tenancy, OwnTransaction transaction) {
    this.tenancy = tenancy;
    this.transaction = transaction;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    if (!tenancy.needsTransaction()) {
      tenancy.tellTransaction();
      return call.proceed();
    }
    return transaction.call(
        () -> {
          tenancy.tellTransaction();
          return call.proceed();
        });
  }
}
