package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call pass or refuses it, and says how much is left: the headers of
 * draft-ietf-httpapi-ratelimit-headers for every rule, and the customary {@code X-RateLimit-*} for
 * the tightest. Times are in seconds, until more is left than now.
 */
@ApplicationScoped
class RateLimitGate {

  /** Request property: the states of the rules that were applied, for the headers. */
  private static final String STATES = "dev.repartee.rate";

  private record State(RateLimit rule, int limit, long remaining, long seconds) {}

  private static final class States {
    private final List<State> list = new ArrayList<>();
    private boolean refused;
  }

  private final RateLimiter limiter;
  private final RateLimitConfig config;
  private final RateLimitMetrics metrics;

  @Inject
  RateLimitGate(RateLimiter limiter, RateLimitConfig config, RateLimitMetrics metrics) {
    this.limiter = limiter;
    this.config = config;
    this.metrics = metrics;
  }

  void pass(
      ContainerRequestContext request, HttpServletRequest servletRequest, List<RateLimit> rules) {
    if (!config.enabled()) {
      return;
    }
    @Nullable Caller caller =
        request.getSecurityContext().getUserPrincipal() instanceof Caller known ? known : null;
    String address = RequestFacts.of(servletRequest).clientAddress();
    long start = System.nanoTime();
    RateWindows.Grant grant =
        limiter.take(rules.stream().map(rule -> demand(rule, caller, address)).toList());
    metrics.took(Duration.ofNanos(System.nanoTime() - start));
    States states = remember(request);
    for (int i = 0; i < rules.size(); i++) {
      states.list.add(state(rules.get(i), grant.windows().get(i), grant.blocked()));
    }
    if (!grant.granted()) {
      states.refused = true;
      throw refusal(rules, grant);
    }
  }

  private RateWindows.Demand demand(RateLimit rule, @Nullable Caller caller, String address) {
    return new RateWindows.Demand(
        rule.policy(),
        RateSubject.of(rule.whose(), caller, address),
        config.limit(rule),
        rule.window());
  }

  private Problem refusal(List<RateLimit> rules, RateWindows.Grant grant) {
    if (!grant.blocked().isZero()) {
      metrics.blocked();
      return new Problem(
          ProblemType.TOO_MANY_REQUESTS,
          "You called on after being refused. Nothing is answered until Retry-After has passed.");
    }
    for (int i = 0; i < rules.size(); i++) {
      if (grant.windows().get(i).remaining() == 0) {
        metrics.refused(rules.get(i));
      }
    }
    return new Problem(ProblemType.TOO_MANY_REQUESTS, "Wait as long as Retry-After says.");
  }

  /** Writes what {@link #pass} found; {@code Retry-After} too when it refused. */
  void describe(ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
    States states = remember(request);
    if (states.list.isEmpty()) {
      return;
    }
    StringJoiner policies = new StringJoiner(", ");
    StringJoiner limits = new StringJoiner(", ");
    State tightest = states.list.get(0);
    for (State state : states.list) {
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
    if (states.refused) {
      headers.putSingle("Retry-After", Math.max(1, tightest.seconds()));
    }
  }

  private static States remember(ContainerRequestContext request) {
    if (request.getProperty(STATES) instanceof States states) {
      return states;
    }
    States states = new States();
    request.setProperty(STATES, states);
    return states;
  }

  /** Whoever is blocked has nothing left before the block ends. */
  private static State state(RateLimit rule, RateWindow window, Duration blocked) {
    long free = (window.untilFree().toMillis() + 999) / 1000;
    long block = (blocked.toMillis() + 999) / 1000;
    return new State(
        rule, window.limit(), block > 0 ? 0 : window.remaining(), Math.max(free, block));
  }
}
