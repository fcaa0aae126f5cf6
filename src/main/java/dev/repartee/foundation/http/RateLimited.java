package dev.repartee.foundation.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method, or on a resource for all its methods together: a limit that holds beside
 * the ones that hold for every call. The one on a method is instead of the one on its resource.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {
  RateLimit value();
}
