package dev.repartee.foundation.job;

import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The schedules of one instance. */
final class LabTicker {

  final Schedules schedules;
  final Ticker ticker;
  final ConcurrentLinkedQueue<Duration> lags = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<String> skipped = new ConcurrentLinkedQueue<>();
  private final LabDatabase database;

  LabTicker(LabInstance instance, List<? extends JobHandler<?>> known, InstantSource clock) {
    database = instance.database;
    Handlers handlers = new Handlers(known, LabDatabase.ENCRYPTION);
    schedules = new Schedules(database, handlers, clock);
    ticker =
        new Ticker(
            database,
            schedules,
            handlers,
            instance.jobs(),
            container(),
            meter(),
            new JobConfig(Settings.of(Map.of())),
            clock);
  }

  private Container container() {
    return new Container() {
      @Override
      public void inTransaction(Runnable work) {
        database.inTransaction(work);
      }

      @Override
      public void joiningTransaction(Runnable work) {
        database.joiningTransaction(work);
      }

      @Override
      public void inRequest(Work work) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private ScheduleMeter meter() {
    return new ScheduleMeter() {
      @Override
      public void ticked(String schedule, Duration lag) {
        lags.add(lag);
      }

      @Override
      public void skipped(String schedule) {
        skipped.add(schedule);
      }
    };
  }

  LabDatabase database() {
    return database;
  }

  void upsert(Schedule schedule) {
    database.inTransaction(() -> schedules.upsert(schedule));
  }
}
