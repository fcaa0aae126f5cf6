package dev.repartee.operate.health;

import dev.repartee.foundation.http.Wire;

/** What an instance needs to be able to work. */
enum Part {
  DATABASE(true),
  MIGRATIONS(true),
  REDIS(false),
  STORAGE(false);

  private final boolean vital;

  Part(boolean vital) {
    this.vital = vital;
  }

  /** Whether nothing works without it; without the others something still does. */
  boolean isVital() {
    return vital;
  }

  String wireName() {
    return Wire.name(this);
  }
}
