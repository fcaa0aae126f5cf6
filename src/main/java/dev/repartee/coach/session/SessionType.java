package dev.repartee.coach.session;

/** How a conversation was brought in. */
enum SessionType {
  SCREENSHOT,
  TEXT
}
