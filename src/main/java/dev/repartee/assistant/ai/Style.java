package dev.repartee.assistant.ai;

/** How a member likes to sound. */
public enum Style {
  PLAYFUL,
  WARM,
  DIRECT,
  WITTY,
  CURIOUS,
  CONFIDENT
}
