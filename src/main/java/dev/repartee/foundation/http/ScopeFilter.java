package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scoped;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;

/** Lets API keys only where their scopes lead; what names no scope is closed to all of them. */
@Dependent
class ScopeFilter implements ContainerRequestFilter {

  private @Context ResourceInfo resource;

  @SuppressWarnings("NullAway.Init") // JAX-RS sets its context
  ScopeFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (!(request.getSecurityContext().getUserPrincipal() instanceof Caller caller)
        || !caller.credential().isApiKey()
        || AuthenticationFilter.isPublic(method, resource.getResourceClass())) {
      return;
    }
    Scoped needed = method.getAnnotation(Scoped.class);
    if (needed == null) {
      throw new Problem(ProblemType.FORBIDDEN, "API keys may not do this; a member has to.");
    }
    if (!caller.credential().allows(needed.value())) {
      throw new Problem(
          ProblemType.FORBIDDEN,
          "This needs an API key with the scope " + needed.value().wireName() + ".");
    }
  }
}
