package dev.repartee.operate.health;

import dev.repartee.foundation.http.Wire;

/** What an instance needs to be able to work. */
enum Part {
  DATABASE(true, false),
  MIGRATIONS(true, true),
  REDIS(false, false),
  STORAGE(false, false);

  private final boolean vital;
  private final boolean knownHere;

  Part(boolean vital, boolean knownHere) {
    this.vital = vital;
    this.knownHere = knownHere;
  }

  /** Whether nothing works without it; without the others something still does. */
  boolean isVital() {
    return vital;
  }

  /** Whether the answer is in this process, and nobody has to be asked for it. */
  boolean isKnownHere() {
    return knownHere;
  }

  String wireName() {
    return Wire.name(this);
  }
}
