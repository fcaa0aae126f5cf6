package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
import dev.repartee.local.LocalServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Instances whose clock is set, and their schedules. */
abstract class SchedulesFixture {

  /** What a tick enqueues. */
  public record Chore(String name, Instant tick) {}

  /** Says the same at every tick. */
  public record Plain(String name) {}

  static final class ChoreHandler implements JobHandler<Chore> {
    @Override
    public JobOptions options() {
      return JobOptions.of("maintenance");
    }

    @Override
    public void run(Chore payload, JobContext job) {}
  }

  static final class PlainHandler implements JobHandler<Plain> {
    @Override
    public JobOptions options() {
      return JobOptions.of("maintenance");
    }

    @Override
    public void run(Plain payload, JobContext job) {}
  }

  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Schedule EVERY_MINUTE =
      Schedule.every("chores", MINUTE, new Chore("sweep", Instant.EPOCH));

  final SettableClock clock = new SettableClock();
  final List<LabInstance> instances = new ArrayList<>();
  LabDatabase database;

  @BeforeEach
  void open() throws Exception {
    LocalServices.forTests().redis().start();
    database = LabDatabase.create();
    set(NOON.plusSeconds(1));
  }

  @AfterEach
  void close() {
    instances.forEach(LabInstance::close);
    database.close();
  }

  LabTicker instance(JobHandler<?>... handlers) {
    List<JobHandler<?>> known =
        handlers.length == 0 ? List.of(new ChoreHandler(), new PlainHandler()) : List.of(handlers);
    LabInstance instance = new LabInstance(database, clock, Map.of(), known);
    instances.add(instance);
    return new LabTicker(instance, known, clock);
  }

  void set(Instant time) {
    clock.advance(Duration.between(clock.instant(), time));
  }

  List<Instant> jobs() {
    return new Statements(database)
            .rows(
                "SELECT payload FROM job WHERE type = 'SchedulesFixture.Chore'",
                row -> row.getString(1))
            .stream()
            .map(payload -> Json.read(payload, Chore.class).tick())
            .sorted()
            .toList();
  }

  static List<Instant> minutes(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(minute -> NOON.plus(MINUTE.multipliedBy(minute)))
        .toList();
  }

  static Instant next(LabTicker instance) {
    return instance.schedules.list(1).get(0).nextTicks().get(0);
  }

  /** The same instance with four threads' worth of tickers, which share its connections. */
  Stream<LabTicker> fourOf(LabTicker first) {
    LabInstance instance = instances.get(instances.size() - 1);
    return Stream.concat(
        Stream.of(first),
        Stream.generate(() -> new LabTicker(instance, List.of(new ChoreHandler()), clock))
            .limit(3));
  }
}
