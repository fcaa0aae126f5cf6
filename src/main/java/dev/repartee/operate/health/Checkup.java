package dev.repartee.operate.health;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Looks at all parts at once, and never for longer than a moment: a part that does not answer in
 * time is down. A finding holds for a second, so that many askers cost no more than one.
 */
@ApplicationScoped
class Checkup {

  static final Duration PATIENCE = Duration.ofMillis(1_500);
  static final Duration FRESH = Duration.ofSeconds(1);

  /** A look that runs or has ended. */
  private record Started(Instant at, CompletableFuture<Finding> finding) {}

  private final Function<Part, String> look;
  private final InstantSource clock;
  private final Executor executor;
  private final Map<Part, Started> started = new EnumMap<>(Part.class); // guarded by this

  @Inject
  Checkup(Look look, InstantSource clock, ManagedExecutorService executor) {
    this(look::at, clock, executor);
  }

  Checkup(Function<Part, String> look, InstantSource clock, Executor executor) {
    this.look = look;
    this.clock = clock;
    this.executor = executor;
  }

  /** Looks once beforehand, so that the first asker does not wait for everything to be loaded. */
  void atStart(@Observes @Priority(StartOrder.JOBS) Startup event) {
    for (Part part : Part.values()) {
      var unused = begin(part);
    }
  }

  Finding of(Part part) {
    return all().getOrDefault(part, late());
  }

  Map<Part, Finding> all() {
    Map<Part, CompletableFuture<Finding>> looks = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      looks.put(part, begin(part));
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<Part, Finding> findings = new EnumMap<>(Part.class);
    looks.forEach((part, finding) -> findings.put(part, await(finding, deadline)));
    return findings;
  }

  /** A look that is still fresh or still running; else a new one, so there is never a pile. */
  private synchronized CompletableFuture<Finding> begin(Part part) {
    Started before = started.get(part);
    Instant now = clock.instant();
    if (before != null
        && (!before.finding().isDone()
            || Duration.between(before.at(), now).compareTo(FRESH) < 0)) {
      return before.finding();
    }
    CompletableFuture<Finding> fresh = start(part, now);
    started.put(part, new Started(now, fresh));
    return fresh;
  }

  private CompletableFuture<Finding> start(Part part, Instant now) {
    Executor where = part.isKnownHere() ? Runnable::run : executor;
    try {
      return CompletableFuture.supplyAsync(() -> look(part, now), where);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new Finding(false, "stopping", Duration.ZERO));
    }
  }

  private Finding look(Part part, Instant from) {
    String detail = look.apply(part);
    return new Finding(detail.equals(Finding.OK), detail, Duration.between(from, clock.instant()));
  }

  private static Finding await(CompletableFuture<Finding> finding, long deadline) {
    try {
      return finding.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return late();
    } catch (ExecutionException e) {
      return new Finding(false, "failed", Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late();
    }
  }

  private static Finding late() {
    return new Finding(false, "too slow", PATIENCE);
  }
}
