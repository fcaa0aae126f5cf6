package dev.repartee.foundation.job;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.local.LocalServices;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One instance of the product as far as jobs go: its own connections, threads and clock. */
final class LabInstance implements AutoCloseable {

  final LabDatabase database;
  final LabMeter meter = new LabMeter();
  final JobEngine engine;
  final Sweeper sweeper;
  final RedisDispatcher dispatcher;
  private final Redis redis;
  final JobAdmin admin;
  private final Gates gates;
  private final Signals signals;
  private final Jobs jobs;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService chores = Executors.newScheduledThreadPool(2);

  LabInstance(
      LabDatabase shared,
      InstantSource clock,
      Map<String, String> changes,
      List<? extends JobHandler<?>> all) {
    this(shared.another(), all, clock, forTests(changes));
  }

  /**
   * In a process of its own, with the database's connections to itself.
   *
   * @param variables as a server gets them
   */
  LabInstance(
      LabDatabase own,
      List<? extends JobHandler<?>> all,
      InstantSource clock,
      Map<String, String> variables) {
    database = own;
    Settings settings = Settings.of(variables);
    JobConfig config = new JobConfig(settings);
    redis = new Redis(new RedisConfig(settings));
    dispatcher = new RedisDispatcher(redis, threads);
    Handlers handlers = new Handlers(all, LabDatabase.ENCRYPTION);
    Leases leases = new Leases(database);
    Aftermath aftermath = new Aftermath(database, dispatcher, threads);
    signals = new Signals(redis);
    gates = new Gates(database, container(), dispatcher, handlers, config);
    Runner runner =
        new Runner(leases, threads, aftermath, dispatcher, handlers, container(), meter, clock);
    QueueCounter counter = new QueueCounter(database, dispatcher, handlers, meter, clock);
    sweeper = new Sweeper(database, dispatcher, runner, handlers, config, counter);
    LocalWorkers local = new LocalWorkers();
    engine =
        new JobEngine(
            leases,
            dispatcher,
            runner,
            sweeper,
            handlers,
            config,
            threads,
            chores,
            local,
            gates,
            signals,
            new JobTraffic(database, clock));
    jobs =
        new Jobs(
            database,
            handlers,
            local,
            config,
            container(),
            new AtEnd<>(dispatcher::afterCommit, none -> {}),
            new AtEnd<>(local::afterCommit, local::afterRollback),
            new AtEnd<>(
                job -> {
                  aftermath.afterCommit(job);
                  signals.afterCommit(job);
                },
                none -> {}));
    admin =
        new JobAdmin(
            database,
            handlers,
            jobs,
            new AtEnd<>(dispatcher::afterCommit, none -> {}),
            new AtEnd<>(signals::afterCommit, none -> {}));
  }

  private static Map<String, String> forTests(Map<String, String> changes) {
    Map<String, String> values = new HashMap<>(LocalServices.forTests().environment());
    values.put("JOB_SWEEP_INTERVAL", "100ms");
    values.put("REDIS_TIMEOUT", "500ms");
    values.put("SHUTDOWN_TIMEOUT", "1s");
    values.putAll(changes);
    return values;
  }

  /** Whether it knows of no pause. */
  boolean isOpen(String queue) {
    return !gates.isPaused(queue);
  }

  /** Hears what others tell, from now on. */
  void connect() {
    signals.connect();
  }

  /** In a transaction. */
  void administer(Consumer<JobAdmin> work) {
    database.inTransaction(() -> work.accept(admin));
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
      public void inRequest(Work work) throws Exception {
        work.run();
      }
    };
  }

  LabInstance start() {
    engine.start();
    return this;
  }

  UUID enqueue(Record payload) {
    return enqueue(payload, UnaryOperator.identity());
  }

  UUID enqueue(Record payload, UnaryOperator<JobOptions> change) {
    UUID[] id = new UUID[1];
    database.inTransaction(() -> id[0] = jobs.enqueue(payload, change));
    return id[0];
  }

  /** Within the thread's transaction. */
  Jobs jobs() {
    return jobs;
  }

  /** As a server that is stopping: what runs goes on, and nothing new begins. */
  void refuseThreads() {
    threads.shutdown();
  }

  /** As a killed process: nothing it still does reaches Postgres, and its leases run out. */
  void crash() {
    chores.shutdownNow();
    database.cut();
    threads.shutdownNow();
    redis.client().shutdown();
  }

  /** As a stopped process: it keeps no leases alive and notices nothing, but may wake up. */
  void freeze() {
    chores.shutdownNow();
  }

  @Override
  public void close() {
    engine.stop();
    crash();
  }

  /** Tells observers at the end of the transaction, as the server does. */
  private final class AtEnd<E> implements Event<E> {
    private final Consumer<E> success;
    private final Consumer<E> failure;

    AtEnd(Consumer<E> success, Consumer<E> failure) {
      this.success = success;
      this.failure = failure;
    }

    @Override
    public void fire(E event) {
      database.atEnd(() -> success.accept(event), () -> failure.accept(event));
    }

    @Override
    public <U extends E> CompletionStage<U> fireAsync(U event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends E> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Event<E> select(Annotation... qualifiers) {
      return this;
    }

    @Override
    public <U extends E> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends E> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }
  }
}
