package dev.repartee.assistant.ai;

import dev.repartee.foundation.security.Caller;
import java.util.UUID;

/**
 * On whose behalf a provider is asked: the usage is written down for them, and the member's daily
 * limit holds.
 *
 * @param workspaceId the workspace
 * @param userId the member
 */
public record Asker(UUID workspaceId, UUID userId) {

  /** The caller of the request at hand. */
  public static Asker of(Caller caller) {
    return new Asker(caller.workspaceId(), caller.userId());
  }
}
