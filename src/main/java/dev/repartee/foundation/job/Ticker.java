package dev.repartee.foundation.job;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Enqueues what is due by the clock, on every instance that takes jobs. The tick, its job and the
 * next tick are one transaction; which instance it is, Postgres decides.
 */
@ApplicationScoped
class Ticker {

  /** A tick that is later than this was missed. */
  static final Duration LATE = Duration.ofMinutes(1);

  /** How long ticks that had their job are remembered, for a clock that is put back. */
  static final Duration REMEMBERED = Duration.ofDays(8);

  private static final System.Logger LOG = System.getLogger(Ticker.class.getName());
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** What another instance has added or changed is noticed after this time. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final ScheduleStore store;
  private final Schedules schedules;
  private final Handlers handlers;
  private final Jobs jobs;
  private final Container container;
  private final ScheduleMeter meter;
  private final JobConfig config;
  private final InstantSource clock;
  private final Set<String> unhandled = new HashSet<>();
  private Instant lookedAt = Instant.MIN;
  private Instant lookAgainAt = Instant.MIN;
  private Instant forgotAt = Instant.MIN;
  private @Nullable ScheduledFuture<?> chore;

  @Inject
  Ticker(
      DataSource dataSource,
      Schedules schedules,
      Handlers handlers,
      Jobs jobs,
      Container container,
      ScheduleMeter meter,
      JobConfig config,
      InstantSource clock) {
    this.store = new ScheduleStore(dataSource);
    this.schedules = schedules;
    this.handlers = handlers;
    this.jobs = jobs;
    this.container = container;
    this.meter = meter;
    this.config = config;
    this.clock = clock;
  }

  void atStart(
      @Observes @Priority(StartOrder.JOBS) Startup event,
      Instance<Scheduled> declared,
      ManagedScheduledExecutorService scheduler) {
    if (config.works()) {
      declare(declared.stream().map(Scheduled::schedule).toList());
      chore =
          scheduler.scheduleWithFixedDelay(
              this::tickSafely, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Brings the schedules of this version into the table. */
  void declare(Collection<Schedule> declared) {
    for (Schedule schedule : declared) {
      try {
        container.inTransaction(() -> schedules.upsert(schedule));
      } catch (
          IllegalArgumentException e) { // the other schedules, and the server, work all the same
        LOG.log(System.Logger.Level.ERROR, "Schedule " + schedule.name() + " can not be", e);
      }
    }
  }

  void atStop(@Observes @Priority(StartOrder.JOBS) Shutdown event) {
    if (chore != null) {
      chore.cancel(false);
    }
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) { // or the executor would never run it again
      LOG.log(System.Logger.Level.WARNING, "Schedules can not be looked at now; trying again", e);
    }
  }

  /** Enqueues what is due; asks Postgres only when something may be. */
  synchronized void tick() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (!now.isBefore(lookedAt) && now.isBefore(lookAgainAt)) {
      return;
    }
    lookedAt = now;
    lookAgainAt = now.plus(BETWEEN_LOOKS);
    for (ScheduleStore.Row row : store.all()) {
      if (handlers.find(row.definition().type()).isPresent()) {
        tick(row, now);
      } else if (unhandled.add(row.name())) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Schedule {0} does not tick here: no handler takes {1}",
            row.name(),
            row.definition().type());
      }
    }
    if (Duration.between(forgotAt, now).abs().compareTo(Duration.ofHours(1)) > 0) {
      store.forgetTicks(now.minus(REMEMBERED));
      forgotAt = now;
    }
  }

  private void tick(ScheduleStore.Row row, Instant now) {
    if (row.nextTick().isAfter(now)) {
      lookAgainBy(row.nextTick());
      return;
    }
    try {
      container.inTransaction(
          () -> store.lockDue(row.name(), now).ifPresent(locked -> fire(locked, now)));
    } catch (RuntimeException e) { // one that can not tick must not keep the others
      LOG.log(System.Logger.Level.WARNING, "Schedule " + row.name() + " could not tick; later", e);
    }
  }

  private void fire(ScheduleStore.Row row, Instant now) {
    ScheduleStore.Definition definition = row.definition();
    Rule rule = definition.parsedRule();
    List<Instant> due = rule.due(row.nextTick(), now, Math.max(1, definition.catchUp()));
    Optional<Instant> first = due.stream().findFirst();
    boolean missed =
        definition.catchUp() == 0
            && first.isPresent()
            && Duration.between(first.get(), now).compareTo(LATE) > 0;
    Instant last = null;
    for (Instant tick : missed ? List.<Instant>of() : due) {
      if (store.take(row.name(), tick, now)) {
        enqueue(definition, tick);
        meter.ticked(row.name(), Duration.between(tick, now));
        last = tick;
      }
    }
    if (missed || first.filter(row.nextTick()::equals).isEmpty()) {
      meter.skipped(row.name());
      LOG.log(
          System.Logger.Level.WARNING,
          "Schedule {0} has missed ticks since {1} and skips them",
          row.name(),
          row.nextTick());
    }
    Instant next = rule.after(now);
    store.moveOn(row.name(), last, next);
    lookAgainBy(next);
  }

  private void enqueue(ScheduleStore.Definition definition, Instant tick) {
    Handlers.Entry<?> handler = handlers.get(definition.type());
    jobs.enqueue(handler.read(definition.version(), definition.payload(), tick));
  }

  private void lookAgainBy(Instant time) {
    if (time.isBefore(lookAgainAt)) {
      lookAgainAt = time;
    }
  }
}
