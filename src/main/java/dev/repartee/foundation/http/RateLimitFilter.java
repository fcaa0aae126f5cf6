package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts every call by address and caller, before anything is looked up for it. */
@Dependent
@PreMatching
class RateLimitFilter implements ContainerRequestFilter {

  private final RateLimitGate gate;
  private final HttpServletRequest servletRequest;

  @Inject
  RateLimitFilter(RateLimitGate gate, HttpServletRequest servletRequest) {
    this.gate = gate;
    this.servletRequest = servletRequest;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().matches("/?healthz?")) {
      return;
    }
    List<RateLimit> rules = new ArrayList<>(List.of(RateLimit.IP));
    if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller) {
      rules.add(caller.credential().isApiKey() ? RateLimit.API_KEY : RateLimit.MEMBER);
    }
    gate.pass(request, servletRequest, rules);
  }

  /** Counts calls of methods that have a limit of their own. */
  @Dependent
  static class OfMethod implements ContainerRequestFilter {

    private final RateLimitGate gate;
    private final HttpServletRequest servletRequest;
    private @Context ResourceInfo resource;

    @Inject
    @SuppressWarnings("NullAway.Init") // JAX-RS sets its context
    OfMethod(RateLimitGate gate, HttpServletRequest servletRequest) {
      this.gate = gate;
      this.servletRequest = servletRequest;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      @Nullable RateLimited ofMethod =
          resource.getResourceMethod().getAnnotation(RateLimited.class);
      @Nullable RateLimited limited =
          ofMethod == null
              ? resource.getResourceClass().getAnnotation(RateLimited.class)
              : ofMethod;
      if (limited != null) {
        gate.pass(request, servletRequest, List.of(limited.value()));
      }
    }
  }
}
