package dev.repartee.foundation.http;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * What every call passes through, in this order; the lower number is passed first on the way in,
 * and last on the way out. They are beans registered here, because the server builds providers
 * without injecting their constructors.
 */
@Provider
public class Filters implements Feature {

  // before a resource method is chosen
  private static final int ADDRESS = 100;

  // after; the container checks roles at Priorities.AUTHORIZATION
  private static final int AUTHENTICATION = Priorities.AUTHENTICATION;
  private static final int BODY = Priorities.AUTHORIZATION + 100;

  @Override
  public boolean configure(FeatureContext context) {
    register(context, AddressFilter.class, ADDRESS);
    register(context, AuthenticationFilter.class, AUTHENTICATION);
    register(context, BodyFilter.class, BODY);
    register(context, JsonReading.class, BODY);
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
