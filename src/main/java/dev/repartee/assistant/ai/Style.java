package dev.repartee.assistant.ai;

/** How somebody likes to sound. */
public enum Style {
  PLAYFUL,
  WARM,
  DIRECT,
  WITTY,
  CURIOUS,
  CONFIDENT
}
