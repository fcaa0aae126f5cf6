package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  private static final JobOptions OPTIONS = JobOptions.of("screenshot");

  @Test
  void eachChangeChangesOneThing() {
    UUID workspace = UUID.randomUUID();
    Backoff backoff = Backoff.fixed(Duration.ofSeconds(1));
    JobOptions changed =
        OPTIONS
            .attempts(2)
            .backoff(backoff)
            .timeout(Duration.ofSeconds(60))
            .delay(Duration.ofSeconds(3))
            .priority(7)
            .dedupeKey("key")
            .workspace(workspace);

    assertEquals(
        new JobOptions(
            "screenshot",
            2,
            backoff,
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            7,
            "key",
            workspace,
            Ties.NONE),
        changed);
  }

  @Test
  void everyTieIsKeptWhenAnotherOneIsMade() {
    UUID parent = UUID.randomUUID();

    Ties ties =
        OPTIONS
            .throttle("key", Duration.ofHours(1))
            .survivingChildren()
            .parent(parent)
            .rateKey("model")
            .keepFor(Duration.ofDays(1))
            .ties();

    assertEquals(
        new Ties(
            Ties.Dedupe.THROTTLE,
            Duration.ofHours(1),
            null,
            parent,
            true,
            true,
            "model",
            Duration.ofDays(1)),
        ties);
    assertEquals("shop", OPTIONS.keepFor(Duration.ofDays(1)).group("shop").ties().group());
  }

  @Test
  void refusesWhatCanNotBe() {
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.attempts(0));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.timeout(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> OPTIONS.delay(Duration.ofSeconds(1).negated()));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.dedupeKey("k".repeat(201)));
    assertThrows(IllegalArgumentException.class, () -> JobOptions.of(" "));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.group("k".repeat(201)));
    assertThrows(
        IllegalArgumentException.class, () -> OPTIONS.group("in order").awaitingChildren());
  }
}
