package dev.repartee.foundation.realtime;

import java.util.UUID;

/**
 * What one can listen to: one session, one conversation, or everything of a workspace.
 *
 * @param kind the first half of the subscribing action, such as {@code sessions} in {@code
 *     sessions:subscribe}
 */
public record Topic(String kind, UUID id) {

  public static final String SESSIONS = "sessions";
  public static final String CONVERSATIONS = "conversations";
  public static final String WORKSPACE = "workspace";

  public static Topic session(UUID sessionId) {
    return new Topic(SESSIONS, sessionId);
  }

  public static Topic conversation(UUID conversationId) {
    return new Topic(CONVERSATIONS, conversationId);
  }

  public static Topic workspace(UUID workspaceId) {
    return new Topic(WORKSPACE, workspaceId);
  }
}
