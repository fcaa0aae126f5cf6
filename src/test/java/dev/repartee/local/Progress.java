package dev.repartee.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells the person who waits what is being done. */
@FunctionalInterface
public interface Progress {

  /**
   * Announces a step that begins now, or a fact worth knowing.
   *
   * @param text one line, without a line end
   */
  void say(String text);

  /** Says nothing; for tests. */
  static Progress silent() {
    return text -> {};
  }

  /**
   * Prints each step on its own line, behind the seconds that have passed.
   *
   * @param out where to print
   * @param since what the seconds count from
   */
  static Progress printing(PrintStream out, Instant since) {
    return text -> {
      double seconds = Duration.between(since, Instant.now()).toMillis() / 1000.0;
      out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, text));
      out.flush();
    };
  }
}
