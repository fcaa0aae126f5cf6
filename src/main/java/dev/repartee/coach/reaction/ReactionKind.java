package dev.repartee.coach.reaction;

/** What a person can say about a message or an opener without words. */
public enum ReactionKind {
  LIKED,
  DISLIKED,
  PINNED,
  COPIED_TO_CLIPBOARD;

  /** Whether choosing it again takes it back. Having copied something can not be undone. */
  boolean isToggled() {
    return this != COPIED_TO_CLIPBOARD;
  }

  /** Whether the two can not hold at once. */
  boolean excludes(ReactionKind other) {
    return (this == LIKED && other == DISLIKED) || (this == DISLIKED && other == LIKED);
  }
}
