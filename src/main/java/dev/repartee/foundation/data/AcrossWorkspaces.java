package dev.repartee.foundation.data;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * What is called works on the rows of all workspaces, whoever the caller is: for what has to look
 * beyond the caller's own, such as accounts, budgets and operators. Holds for calls from other
 * beans. Each use of it is a hole in the second wall, and wants a reason.
 */
@Inherited
@InterceptorBinding
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface AcrossWorkspaces {}
