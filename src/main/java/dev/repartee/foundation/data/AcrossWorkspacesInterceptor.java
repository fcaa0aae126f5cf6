package dev.repartee.foundation.data;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Outside of the transaction, if there is one, so that it begins as it goes on. */
@AcrossWorkspaces
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class AcrossWorkspacesInterceptor {

  private final Tenancy tenancy;

  @Inject
  AcrossWorkspacesInterceptor(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    return tenancy.across(call::proceed);
  }
}
