package dev.repartee.foundation.config;

/**
 * Marks the configuration class of one concern. Such a class is an application-scoped bean whose
 * constructor reads everything it needs from {@link Settings}; it never throws for a bad value but
 * lets the settings collect the problem, so that an operator sees all of them at once.
 */
public interface ConfigSection {

  /**
   * Makes sure that the section has been read; an application-scoped bean is only built when it is
   * called.
   */
  default void load() {}
}
