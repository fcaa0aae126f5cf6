package dev.repartee.foundation.job;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Starts the workers of this instance, keeps their leases alive, and brings them to rest when the
 * server stops.
 */
@ApplicationScoped
@ManagedExecutorDefinition(
    name = "java:app/concurrent/jobs",
    qualifiers = OnJobThreads.class,
    virtual = true)
class JobEngine {

  private static final System.Logger LOG = System.getLogger(JobEngine.class.getName());

  private static final Duration OVERDUE_CHECK = Duration.ofSeconds(1);

  /** For when Redis does not tell. */
  private static final Duration PAUSE_CHECK = Duration.ofSeconds(5);

  /** Per queue, so that an idle instance polls Postgres less than three times a second in all. */
  private static final Duration POLL_INTERVAL_PER_QUEUE = Duration.ofMillis(400);

  private final Leases leases;
  private final Dispatcher dispatcher;
  private final Runner runner;
  private final Sweeper sweeper;
  private final Handlers handlers;
  private final JobConfig config;
  private final Executor executor;
  private final ScheduledExecutorService scheduler;
  private final LocalWorkers local;
  private final Gates gates;
  private final Signals signals;
  private final JobTraffic traffic;
  private final List<Worker> workers = new ArrayList<>();
  private final List<ScheduledFuture<?>> chores = new ArrayList<>();
  private @Nullable Thread hook;
  private boolean stopped;

  @Inject
  JobEngine(
      DataSource dataSource,
      Dispatcher dispatcher,
      Runner runner,
      Sweeper sweeper,
      Handlers handlers,
      JobConfig config,
      @OnJobThreads ManagedExecutorService executor,
      ManagedScheduledExecutorService scheduler,
      LocalWorkers local,
      Gates gates,
      Signals signals,
      JobTraffic traffic) {
    this(
        new Leases(dataSource),
        dispatcher,
        runner,
        sweeper,
        handlers,
        config,
        (Executor) executor,
        scheduler,
        local,
        gates,
        signals,
        traffic);
  }

  JobEngine(
      Leases leases,
      Dispatcher dispatcher,
      Runner runner,
      Sweeper sweeper,
      Handlers handlers,
      JobConfig config,
      Executor executor,
      ScheduledExecutorService scheduler,
      LocalWorkers local,
      Gates gates,
      Signals signals,
      JobTraffic traffic) {
    this.leases = leases;
    this.dispatcher = dispatcher;
    this.runner = runner;
    this.sweeper = sweeper;
    this.handlers = handlers;
    this.config = config;
    this.executor = executor;
    this.scheduler = scheduler;
    this.local = local;
    this.gates = gates;
    this.signals = signals;
    this.traffic = traffic;
  }

  void atStart(@Observes @Priority(StartOrder.JOBS) Startup event) {
    if (config.works()) {
      start();
      hook = new Thread(this::stop, "jobs come to rest");
      Runtime.getRuntime().addShutdownHook(hook);
    } else {
      LOG.log(System.Logger.Level.INFO, "This instance takes no jobs");
    }
  }

  void start() {
    Set<String> queues = handlers.queues();
    Duration pollInterval = POLL_INTERVAL_PER_QUEUE.multipliedBy(Math.max(1, queues.size()));
    gates.refreshIfPossible();
    for (String queue : queues) {
      Gate gate = gates.of(queue);
      Held held = new Held(leases, config.lease(), dispatcher);
      Hands hands = new Hands(config.concurrency(queue), held, runner, executor);
      Worker worker =
          new Worker(queue, hands, gate, config.lease(), pollInterval, leases, dispatcher);
      workers.add(worker);
      local.add(queue, hands, gate);
      executor.execute(worker);
    }
    every(config.sweepInterval(), sweeper::sweep);
    every(
        config.lease().dividedBy(4),
        () -> workers.forEach(worker -> worker.hands().held().renew()));
    every(OVERDUE_CHECK, this::lookAfter);
    every(PAUSE_CHECK, this::lookAtPauses);
    signals.listen(
        () -> executor.execute(this::lookAtPauses), job -> executor.execute(() -> recheck(job)));
    every(OVERDUE_CHECK, signals::connect);
    every(JobTraffic.INTERVAL, traffic::write);
    LOG.log(System.Logger.Level.INFO, "Working off the queues {0}", queues);
  }

  private void every(Duration interval, Runnable chore) {
    chores.add(
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (RuntimeException e) { // or the executor would never run it again
                LOG.log(System.Logger.Level.WARNING, "Looking after jobs failed; trying again", e);
              }
            },
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** Stops what takes longer than it may, and gives back what was not begun for long. */
  private void lookAfter() {
    held().stream()
        .filter(Attempt::isOverdue)
        .forEach(attempt -> attempt.stop(Attempt.Stop.TIMED_OUT));
    workers.forEach(worker -> worker.hands().giveBackStale());
  }

  /** What is leased already and not begun goes back when a queue is paused. */
  private void lookAtPauses() {
    gates.refresh();
    workers.stream().filter(Worker::isPaused).forEach(worker -> worker.hands().giveBackLine());
  }

  /** Somebody says that a job was taken back. */
  private void recheck(UUID job) {
    workers.forEach(worker -> worker.hands().held().recheck(job));
  }

  private Collection<Attempt> held() {
    return workers.stream().flatMap(worker -> worker.hands().held().all().stream()).toList();
  }

  /** Before the server takes anything away that running jobs need. */
  void atStop(@Observes @Priority(StartOrder.JOBS) Shutdown event) {
    stop();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.log(System.Logger.Level.DEBUG, "The process is ending; its hooks have run");
      }
    }
  }

  /**
   * Takes no more, gives back what was not begun, lets what runs finish, then interrupts the rest
   * and gives it back, all within the time there is. The signal to the process begins it, because
   * the server, when it stops, refuses new threads long before it tells the application.
   */
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    workers.forEach(Worker::stopTaking);
    Duration all = config.shutdownTimeout();
    long end = System.nanoTime() + all.toNanos();
    try {
      if (!awaitIdle(end - all.dividedBy(5).toNanos())) {
        held().forEach(attempt -> attempt.stop(Attempt.Stop.SHUTTING_DOWN));
        awaitIdle(end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Jobs could not be given back; their leases end", e);
    }
    held().forEach(this::giveBack);
    chores.forEach(chore -> chore.cancel(false));
  }

  private boolean awaitIdle(long until) throws InterruptedException {
    boolean idle = true;
    for (Worker worker : workers) {
      idle &= worker.awaitIdle(until);
    }
    return idle;
  }

  private void giveBack(Attempt attempt) {
    try {
      attempt.stop(Attempt.Stop.SHUTTING_DOWN);
      runner.giveBack(attempt.lease());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A job could not be given back; its lease ends", e);
    }
  }
}
