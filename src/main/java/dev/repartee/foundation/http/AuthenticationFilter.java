package dev.repartee.foundation.http;

import dev.repartee.foundation.security.BearerMechanism;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.telemetry.LogFields;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;

/**
 * Asks for a token where a resource needs one, and tells the rest of the request who calls. The
 * container itself checks the role. What declares nothing is not public.
 */
@Dependent
class AuthenticationFilter implements ContainerRequestFilter {

  private final CurrentCaller currentCaller;
  private final HttpServletRequest servletRequest;
  private @Context ResourceInfo resource;

  @Inject
  @SuppressWarnings("NullAway.Init") // JAX-RS sets its context
  AuthenticationFilter(CurrentCaller currentCaller, HttpServletRequest servletRequest) {
    this.currentCaller = currentCaller;
    this.servletRequest = servletRequest;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller) {
      currentCaller.set(caller);
      LogFields.USER_ID.set(caller.userId().toString());
      LogFields.WORKSPACE_ID.set(caller.workspaceId().toString());
      return;
    }
    if (isPublic(resource.getResourceMethod(), resource.getResourceClass())) {
      return;
    }
    if (servletRequest.getAttribute(BearerMechanism.FAILURE) instanceof RuntimeException failure) {
      throw failure;
    }
    boolean refused = servletRequest.getAttribute(BearerMechanism.REFUSED) != null;
    throw new Problem(
        ProblemType.UNAUTHENTICATED,
        refused ? "The token is not valid, or no longer." : "Send a bearer token.");
  }

  static boolean isPublic(Method method, Class<?> type) {
    if (method.isAnnotationPresent(PermitAll.class)) {
      return true;
    }
    return !method.isAnnotationPresent(RolesAllowed.class)
        && type.isAnnotationPresent(PermitAll.class);
  }
}
