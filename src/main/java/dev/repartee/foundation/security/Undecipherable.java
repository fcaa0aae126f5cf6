package dev.repartee.foundation.security;

import java.util.Locale;

/** Something sealed can not be opened. The message says neither what was in it nor by which key. */
public final class Undecipherable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why it can not be opened. */
  public enum Reason {
    /** It is no envelope at all. */
    MALFORMED,
    /** It is sealed under a key that this instance does not have. */
    UNKNOWN_KEY,
    /** It has been changed, or belongs to another row. */
    NOT_AUTHENTIC;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  Undecipherable(Reason reason) {
    super("A sealed value can not be opened: " + reason.wireName());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
