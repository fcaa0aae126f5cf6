package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is enqueued by the clock. Every tick has exactly one job, whatever the number of instances,
 * restarts, and jumps of the clock.
 */
@ApplicationScoped
public class Schedules {

  private static final System.Logger LOG = System.getLogger(Schedules.class.getName());

  private final ScheduleStore store;
  private final Handlers handlers;
  private final InstantSource clock;

  @Inject
  Schedules(DataSource dataSource, Handlers handlers, InstantSource clock) {
    this.store = new ScheduleStore(dataSource);
    this.handlers = handlers;
    this.clock = clock;
  }

  /**
   * Adds a schedule, or changes the one of that name. What has not changed keeps its next tick;
   * another rule or zone ticks next after now, and after its last tick.
   *
   * @throws IllegalArgumentException when no handler takes its payload, or that is too large
   */
  @Transactional
  public void upsert(Schedule schedule) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ScheduleStore.Definition wanted = definition(schedule);
    Instant since = later(now, store.newestTick(schedule.name()).orElse(null));
    if (store.add(wanted, schedule.rule().after(since), now)) {
      return;
    }
    Optional<ScheduleStore.Row> found = store.lock(schedule.name());
    if (found.isEmpty()) { // removed meanwhile
      store.add(wanted, schedule.rule().after(since), now);
      return;
    }
    ScheduleStore.Row known = found.get();
    if (!known.definition().equals(wanted)) {
      Instant next =
          known.definition().ticksLike(wanted)
              ? known.nextTick()
              : schedule.rule().after(later(since, known.lastTick()));
      store.change(wanted, next, now);
    }
  }

  /** Removes a schedule; false when there is none. What it has enqueued runs all the same. */
  @Transactional
  public boolean remove(String name) {
    return store.remove(name);
  }

  /**
   * Every schedule, by name.
   *
   * @param next how many of the next ticks to tell
   */
  @Transactional
  public List<ScheduleView> list(int next) {
    return store.all().stream().map(row -> view(row, next)).toList();
  }

  private ScheduleView view(ScheduleStore.Row row, int next) {
    ScheduleStore.Definition definition = row.definition();
    return new ScheduleView(
        row.name(),
        definition.type(),
        handlers.find(definition.type()).isPresent(),
        definition.rule(),
        definition.zone(),
        definition.catchUp(),
        Optional.ofNullable(row.lastTick()),
        nextTicks(row, next));
  }

  private static List<Instant> nextTicks(ScheduleStore.Row row, int count) {
    try {
      // the millisecond before, because the next tick is one of them
      return row.definition().parsedRule().next(row.nextTick().minusMillis(1), count);
    } catch (IllegalArgumentException | DateTimeException e) { // a newer version may know the rule
      LOG.log(System.Logger.Level.WARNING, "Schedule " + row.name() + " can not be read", e);
      return List.of(row.nextTick());
    }
  }

  private ScheduleStore.Definition definition(Schedule schedule) {
    Record payload = schedule.payload();
    String type = Payloads.type(payload.getClass());
    return new ScheduleStore.Definition(
        schedule.name(),
        type,
        handlers.get(type).handler().version(),
        Payloads.write(payload),
        schedule.rule().text(),
        schedule.rule().zone().getId(),
        schedule.catchUp());
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }
}
