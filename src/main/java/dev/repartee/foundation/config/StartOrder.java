package dev.repartee.foundation.config;

import jakarta.interceptor.Interceptor;

/** The order in which the parts of the server observe {@code Startup}; lower comes first. */
public final class StartOrder {

  public static final int CONFIG = Interceptor.Priority.LIBRARY_BEFORE;

  /** What is begun on other threads and needs no tables: the ways to Redis and to storage. */
  public static final int CONNECTIONS = CONFIG + 10;

  public static final int MIGRATIONS = CONFIG + 20;

  /** The second wall between workspaces. */
  public static final int WALLS = CONFIG + 22;

  /** Whether secrets that are stored can be read. */
  public static final int SECRETS = CONFIG + 25;

  public static final int CONTENT = CONFIG + 30;
  public static final int JOBS = CONFIG + 40;

  private StartOrder() {}
}
