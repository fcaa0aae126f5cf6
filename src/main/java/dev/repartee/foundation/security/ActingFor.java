package dev.repartee.foundation.security;

import org.jspecify.annotations.Nullable;

/**
 * For whom a request says that it acts. Only the internal token of a trusted service is heard on
 * this; everybody else acts for themselves.
 *
 * @param workspaceId as sent in {@code X-Workspace-Id}
 * @param userId as sent in {@code X-User-Id}
 */
public record ActingFor(@Nullable String workspaceId, @Nullable String userId) {

  public static final String WORKSPACE_HEADER = "X-Workspace-Id";
  public static final String USER_HEADER = "X-User-Id";

  /** Nobody is named. */
  public static final ActingFor NOBODY = new ActingFor(null, null);
}
