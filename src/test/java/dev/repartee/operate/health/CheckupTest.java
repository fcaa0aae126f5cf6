package dev.repartee.operate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckupTest {

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final AtomicInteger looks = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  private Checkup checkup(Map<Part, String> details) {
    return new Checkup(
        part -> {
          looks.incrementAndGet();
          return details.getOrDefault(part, Finding.OK);
        },
        () -> now,
        executor);
  }

  @Test
  void allIsWellWhenEveryPartIsThere() {
    Map<Part, Finding> findings = checkup(Map.of()).all();

    assertEquals(Part.values().length, findings.size());
    assertEquals(HealthStatus.HEALTHY, HealthStatus.of(findings));
  }

  @Test
  void redisAndStorageAwayDegrade() {
    Map<Part, Finding> findings =
        checkup(Map.of(Part.REDIS, "away", Part.STORAGE, "refused")).all();

    assertEquals(HealthStatus.DEGRADED, HealthStatus.of(findings));
    assertFalse(findings.get(Part.REDIS).up());
    assertEquals("refused", findings.get(Part.STORAGE).detail());
    assertTrue(findings.get(Part.DATABASE).up());
  }

  @Test
  void withoutTheDatabaseOrItsSchemaWeAreDown() {
    for (Part part : new Part[] {Part.DATABASE, Part.MIGRATIONS}) {
      Map<Part, Finding> findings = new EnumMap<>(checkup(Map.of()).all());
      findings.put(part, new Finding(false, "away", Duration.ZERO));
      assertEquals(HealthStatus.DOWN, HealthStatus.of(findings));
    }
  }

  @Test
  void aFindingHoldsForASecond() {
    Checkup checkup = checkup(Map.of());
    checkup.all();
    checkup.of(Part.DATABASE);
    assertEquals(Part.values().length, looks.get());

    now = now.plus(Checkup.FRESH);
    checkup.all();
    assertEquals(2 * Part.values().length, looks.get());
  }

  @Test
  void aPartThatDoesNotAnswerIsDownAndIsNotAskedTwiceAtATime() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    Checkup checkup =
        new Checkup(
            part -> {
              if (part == Part.STORAGE) {
                hanging.incrementAndGet();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
              return Finding.OK;
            },
            () -> now,
            executor);

    assertEquals(new Finding(false, "too slow", Checkup.PATIENCE), checkup.all().get(Part.STORAGE));
    now = now.plus(Duration.ofMinutes(1));
    Map<Part, Finding> later = checkup.all();
    assertFalse(later.get(Part.STORAGE).up());
    assertTrue(later.get(Part.DATABASE).up());
    assertEquals(1, hanging.get());
  }

  @Test
  void aLookThatThrowsIsDown() {
    Checkup checkup =
        new Checkup(
            part -> {
              throw new IllegalStateException("a secret of ours");
            },
            () -> now,
            executor);

    assertEquals(new Finding(false, "failed", Duration.ZERO), checkup.of(Part.REDIS));
  }

  @Test
  void aStoppingServerIsDown() {
    Checkup checkup =
        new Checkup(
            part -> Finding.OK,
            () -> now,
            task -> {
              throw new RejectedExecutionException();
            });

    assertEquals("stopping", checkup.of(Part.DATABASE).detail());
  }
}
