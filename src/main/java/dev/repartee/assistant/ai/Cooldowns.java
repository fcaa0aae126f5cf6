package dev.repartee.assistant.ai;

import java.time.Duration;

/** Tells the other instances which providers to leave alone. Best effort: it never throws. */
interface Cooldowns {

  /** Whether another instance (or this one) has said that the provider is to be left alone now. */
  boolean holds(Provider provider);

  /** Leave the provider alone for so long. */
  void begin(Provider provider, Duration cooldown);

  /** The provider answers again. */
  void end(Provider provider);
}
