package dev.repartee.account.identity;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Before anything is looked at or locked. */
@BuiltInAccounts
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class BuiltInAccountsInterceptor {

  private final SignInConfig config;

  @Inject
  BuiltInAccountsInterceptor(SignInConfig config) {
    this.config = config;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    if (!config.isBuiltIn()) {
      throw new Problem(
          ProblemType.SIGN_IN_ELSEWHERE,
          "Accounts of this installation are kept by Clerk; sign in there, and send its token.");
    }
    return call.proceed();
  }
}
