package dev.repartee.assistant.ai;

import java.util.Locale;

/** What a provider is asked for. */
public enum Purpose {
  /** What to say next. */
  SUGGESTION,
  /** A first message. */
  OPENER,
  /** Where the conversation stands. */
  PHASE,
  /** Reading a screenshot. */
  OCR;

  /** The name in metrics and in the usage table. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
