package dev.repartee.account.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done and to be remembered. What is not said here is taken from the request: who
 * calls, in which workspace, from where.
 *
 * @param action what was done, such as {@code member.role_changed}; at most 64 characters
 * @param subjectType what it was done to, such as {@code member}
 * @param subjectId which one
 * @param workspaceId whose log it belongs to, when it is not the caller's
 * @param actor who did it, when it is not the caller
 * @param before how it was; secrets are redacted, see {@link Redaction}
 * @param after how it is now
 */
public record Act(
    String action,
    @Nullable String subjectType,
    @Nullable String subjectId,
    @Nullable UUID workspaceId,
    @Nullable Actor actor,
    Map<String, ?> before,
    Map<String, ?> after) {

  /** The log of the installation itself, for what belongs to no workspace. */
  public static final UUID INSTALLATION = new UUID(0, 0);

  private static final int LONGEST_ACTION = 64;
  private static final int LONGEST_TYPE = 40;
  private static final int LONGEST_ID = 120;

  /** Refuses what does not fit. */
  public Act {
    check("an action", action, LONGEST_ACTION);
    check("a subject's type", subjectType, LONGEST_TYPE);
    check("a subject's id", subjectId, LONGEST_ID);
  }

  private static void check(String what, @Nullable String text, int longest) {
    if (text != null && (text.isBlank() || text.length() > longest)) {
      throw new IllegalArgumentException(what + " has 1 to " + longest + " characters");
    }
  }

  public static Act of(String action) {
    return new Act(action, null, null, null, null, Map.of(), Map.of());
  }

  /** What it was done to. */
  public Act on(String type, Object id) {
    return new Act(action, type, id.toString(), workspaceId, actor, before, after);
  }

  /** How it was; values are texts, numbers, flags, times, ids, and maps and lists of those. */
  public Act before(Map<String, ?> state) {
    return new Act(action, subjectType, subjectId, workspaceId, actor, state, after);
  }

  /** How it is now. */
  public Act after(Map<String, ?> state) {
    return new Act(action, subjectType, subjectId, workspaceId, actor, before, state);
  }

  /** Whose log it belongs to, where that is not the caller's workspace. */
  public Act in(UUID workspace) {
    return new Act(action, subjectType, subjectId, workspace, actor, before, after);
  }

  /** Which person did it, where that is not the caller. */
  public Act by(UUID user) {
    return by(Actor.user(user));
  }

  /** Who or what did it, where that is not the caller. */
  public Act by(Actor who) {
    return new Act(action, subjectType, subjectId, workspaceId, who, before, after);
  }
}
