package dev.repartee.operate.command;

import dev.repartee.foundation.config.Settings;
import java.util.function.Function;

/** Reads configuration classes, and stops at what is wrong with their variables. */
final class Variables {

  private Variables() {}

  /**
   * Reads one.
   *
   * @throws CommandFailed with every problem there is
   */
  static <T> T read(Settings settings, Function<Settings, T> section) {
    T read = section.apply(settings);
    if (!settings.problems().isEmpty()) {
      throw CommandFailed.config(String.join("; ", settings.problems()));
    }
    return read;
  }
}
