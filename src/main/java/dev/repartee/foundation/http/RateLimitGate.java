package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * Lets a call pass or refuses it, and says how much is left: the headers of
 * draft-ietf-httpapi-ratelimit-headers for every rule, and the customary {@code X-RateLimit-*} for
 * the tightest. Times are in seconds.
 */
@ApplicationScoped
class RateLimitGate {

  /** Request property: the states of the rules that were applied, for the headers. */
  private static final String STATES = "dev.repartee.rate";

  private record State(RateLimit rule, int limit, long remaining, long seconds) {}

  private record States(List<State> list) {}

  private final RateLimiter limiter;
  private final RateLimitConfig config;

  @Inject
  RateLimitGate(RateLimiter limiter, RateLimitConfig config) {
    this.limiter = limiter;
    this.config = config;
  }

  void pass(
      ContainerRequestContext request, HttpServletRequest servletRequest, List<RateLimit> rules) {
    if (!config.enabled()) {
      return;
    }
    List<RateWindows.Demand> demands =
        rules.stream()
            .map(
                rule ->
                    new RateWindows.Demand(
                        rule.policy() + ":" + subject(rule, request, servletRequest),
                        config.limit(rule),
                        rule.window()))
            .toList();
    RateWindows.Grant grant = limiter.take(demands);
    List<State> states = remember(request);
    for (int i = 0; i < rules.size(); i++) {
      states.add(state(rules.get(i), demands.get(i), grant.windows().get(i)));
    }
    if (!grant.granted()) {
      throw new Problem(ProblemType.TOO_MANY_REQUESTS, "Wait as long as Retry-After says.");
    }
  }

  /** Writes what {@link #pass} found; {@code Retry-After} too when it refused. */
  void describe(
      ContainerRequestContext request, int status, MultivaluedMap<String, Object> headers) {
    List<State> states = remember(request);
    if (states.isEmpty()) {
      return;
    }
    StringJoiner policies = new StringJoiner(", ");
    StringJoiner limits = new StringJoiner(", ");
    State tightest = states.get(0);
    for (State state : states) {
      String name = '"' + state.rule().policy() + '"';
      policies.add(name + ";q=" + state.limit() + ";w=" + state.rule().window().toSeconds());
      limits.add(name + ";r=" + state.remaining() + ";t=" + state.seconds());
      boolean tighter =
          state.remaining() < tightest.remaining()
              || (state.remaining() == tightest.remaining()
                  && state.seconds() > tightest.seconds());
      tightest = tighter ? state : tightest;
    }
    headers.putSingle("RateLimit-Policy", policies.toString());
    headers.putSingle("RateLimit", limits.toString());
    headers.putSingle("X-RateLimit-Limit", tightest.limit());
    headers.putSingle("X-RateLimit-Remaining", tightest.remaining());
    headers.putSingle("X-RateLimit-Reset", tightest.seconds());
    if (status == ProblemType.TOO_MANY_REQUESTS.status() && tightest.remaining() == 0) {
      headers.putSingle("Retry-After", Math.max(1, tightest.seconds()));
    }
  }

  private static List<State> remember(ContainerRequestContext request) {
    if (request.getProperty(STATES) instanceof States states) {
      return states.list();
    }
    States states = new States(new ArrayList<>());
    request.setProperty(STATES, states);
    return states.list();
  }

  private static State state(RateLimit rule, RateWindows.Demand demand, RateWindow window) {
    long remaining = Math.max(0, demand.limit() - window.used(demand.window()));
    long millis =
        remaining == 0
            ? window.untilFree(demand.limit(), demand.window()).toMillis()
            : demand.window().minus(window.elapsed()).toMillis();
    return new State(rule, demand.limit(), remaining, (millis + 999) / 1000);
  }

  private static String subject(
      RateLimit rule, ContainerRequestContext request, HttpServletRequest servletRequest) {
    if (rule.byMember()
        && request.getSecurityContext().getUserPrincipal() instanceof Caller caller) {
      return rule == RateLimit.API_KEY
          ? "key:" + caller.credential().id()
          : caller.workspaceId() + ":" + caller.userId();
    }
    return network(RequestFacts.of(servletRequest).clientAddress());
  }

  /** One customer has a whole /64 of IPv6 addresses to call from, so that counts as one. */
  private static String network(String address) {
    InetAddress parsed = AddressRange.address(address).orElse(null);
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
        : address;
  }
}
