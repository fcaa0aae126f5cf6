package dev.repartee.coach.reaction;

import java.util.UUID;

/** What a reaction is about. */
public record Subject(Kind kind, UUID id) {

  /** The column of the reaction table that names the subject. */
  public enum Kind {
    MESSAGE("message_id"),
    OPENER("opener_id");

    private final String column;

    Kind(String column) {
      this.column = column;
    }

    String column() {
      return column;
    }
  }

  public static Subject message(UUID id) {
    return new Subject(Kind.MESSAGE, id);
  }

  public static Subject opener(UUID id) {
    return new Subject(Kind.OPENER, id);
  }
}
