package dev.repartee.foundation.http;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * What every call passes through, in this order; the lower number is passed first on the way in,
 * and last on the way out. They are beans registered here, because the server builds providers
 * without injecting their constructors. What comes before all of these is in {@code web.xml}.
 */
@Provider
public class Filters implements Feature {

  // before a resource method is chosen
  private static final int ADDRESS = 100;
  private static final int RATE_LIMIT = 200;

  // after; the container checks roles at Priorities.AUTHORIZATION
  private static final int AUTHENTICATION = Priorities.AUTHENTICATION;
  private static final int SCOPE = Priorities.AUTHORIZATION - 100;
  private static final int RATE_LIMIT_OF_METHOD = Priorities.AUTHORIZATION + 100;
  private static final int BODY = Priorities.AUTHORIZATION + 200;
  private static final int IDEMPOTENCY = Priorities.AUTHORIZATION + 300;

  @Override
  public boolean configure(FeatureContext context) {
    register(context, AddressFilter.class, ADDRESS);
    register(context, RateLimitFilter.class, RATE_LIMIT);
    register(context, AcceptFilter.class, RATE_LIMIT);
    register(context, AuthenticationFilter.class, AUTHENTICATION);
    register(context, ScopeFilter.class, SCOPE);
    register(context, RateLimitFilter.OfMethod.class, RATE_LIMIT_OF_METHOD);
    register(context, BodyFilter.class, BODY);
    register(context, IdempotencyFilter.class, IDEMPOTENCY);
    register(context, JsonReading.class, BODY);
    register(context, AnswerFilter.class, ADDRESS);
    register(context, ParameterConverters.class, Priorities.USER);
    register(context, ProblemMapper.OfThrowable.class, Priorities.USER);
    register(context, ProblemMapper.OfViolations.class, Priorities.USER);
    register(context, ProblemMapper.OfRefusal.class, Priorities.USER);
    return true;
  }

  private static void register(FeatureContext context, Class<?> bean, int priority) {
    context.register(CDI.current().select(bean).get(), priority);
  }
}
