package dev.repartee.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The promise that what is taken from somebody is gone on every instance within a second. */
public final class Promptly {

  private static final Duration PROMISED = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Promptly() {}

  /** Calls until the status is this one; fails unless that was soon enough. */
  public static Answer answers(String what, Instant since, Supplier<Answer> call, int status) {
    Answer last = call.get();
    while (last.status() != status && since.plus(PATIENCE).isAfter(Instant.now())) {
      last = call.get();
    }
    isGone(what, since);
    return last.expect(status);
  }

  /** Fails unless what happened now was soon enough. */
  public static void isGone(String what, Instant since) {
    Duration took = Duration.between(since, Instant.now());
    Counted.say("The end of %s held on another instance after %s", what, took);
    assertTrue(took.compareTo(PROMISED) <= 0, what + " took " + took);
  }
}
