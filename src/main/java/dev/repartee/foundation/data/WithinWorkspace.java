package dev.repartee.foundation.data;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes sure that the transaction sees the rows of the caller's workspace only (see {@link
 * Tenancy}). Every Jakarta Data repository has it; plain SQL needs it not, because the data source
 * sees to it.
 */
@Inherited
@InterceptorBinding
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface WithinWorkspace {}
