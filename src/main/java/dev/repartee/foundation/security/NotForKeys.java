package dev.repartee.foundation.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource or on a whole room: no API key may call it, whatever its scopes; {@link Scoped} on
 * a method makes an exception. What says neither is closed to keys as well.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PACKAGE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotForKeys {}
