package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Adds jobs through the public face, and counts afterwards what became of them. */
final class CountedLoad {

  /** Of five, four have their effect in the transaction of their completion. */
  private static final int PLAIN_ONE_IN = 5;

  private static final int GROUP = 100;
  private static final int MOST_WAITING = 300;

  private final LabInstance api;
  private final LabDatabase database;
  private final int millis;
  private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
  private int tried;

  /**
   * @param database the test's own connections to it
   * @param millis how long a job works
   */
  CountedLoad(LabInstance api, LabDatabase database, int millis) {
    this.api = api;
    this.database = database;
    this.millis = millis;
  }

  /**
   * What became of the jobs.
   *
   * @param accepted were acknowledged
   * @param effects rows of effects, of which no job has two
   * @param retaken effects of a second or later attempt
   * @param mostRuns of a job that does not complete in a transaction
   * @param dead jobs that used up their attempts
   */
  record Tally(long accepted, long effects, long retaken, long runs, long mostRuns, long dead) {}

  void add(int count) {
    for (int done = 0; done < count; done += GROUP) {
      List<LoadHandler.Load> group =
          IntStream.range(tried, tried + Math.min(GROUP, count - done))
              .mapToObj(number -> new LoadHandler.Load(number, kind(number), millis))
              .toList();
      tried += group.size();
      api.database.inTransaction(() -> api.jobs().enqueueAll(group, LoadHandler::options));
      group.forEach(load -> accepted.add(load.number()));
    }
  }

  private static LoadHandler.Kind kind(int number) {
    return number % PLAIN_ONE_IN == 0 ? LoadHandler.Kind.PLAIN : LoadHandler.Kind.EFFECT;
  }

  /** Adds until the work is over, and always so much that workers have some. */
  void keepUpDuring(Work work) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread adding = new Thread(() -> keepUp(over), "adds jobs");
    adding.start();
    try {
      work.run();
    } finally {
      over.set(true);
      adding.join();
    }
  }

  /** What is done under load. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  private void keepUp(AtomicBoolean over) {
    while (!over.get()) {
      try {
        if (waiting() < MOST_WAITING) {
          add(GROUP);
        } else {
          Thread.sleep(20);
        }
      } catch (InterruptedException e) {
        return;
      } catch (IllegalStateException | JobStoreUnavailable e) { // not acknowledged, then
        Thread.onSpinWait();
      }
    }
  }

  private long waiting() {
    return api.database.number("SELECT count(*) FROM job");
  }

  long effects() {
    return database.number("SELECT count(*) FROM effect");
  }

  long running() {
    return database.number("SELECT count(*) FROM job WHERE state = 'RUNNING'");
  }

  /** Waits until so many more jobs have had their effect. */
  void awaitEffects(int more) throws InterruptedException {
    long before = effects();
    WorkerLab.await(() -> effects() >= before + more);
  }

  /** Waits until nothing is left to do, and holds what happened against the promises. */
  Tally awaitEnd() throws InterruptedException {
    WorkerLab.await(() -> database.number("SELECT count(*) FROM job") == 0);
    Set<Integer> effects = numbers("SELECT DISTINCT number FROM effect");
    Set<Integer> ended = numbers("SELECT number FROM run");
    ended.addAll(numbers("SELECT CAST(payload AS json) ->> 'number' FROM dead_job"));
    Set<Integer> lost =
        accepted.stream()
            .filter(
                number ->
                    kind(number) == LoadHandler.Kind.EFFECT
                        ? !effects.contains(number)
                        : !ended.contains(number))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), lost, "lost");
    assertEquals(effects.size(), effects(), "an effect happened twice");
    Tally tally =
        new Tally(
            accepted.size(),
            effects.size(),
            database.number("SELECT count(*) FROM effect WHERE attempt > 1"),
            database.number("SELECT count(*) FROM run"),
            database.number(
                "SELECT max(runs) FROM (SELECT count(*) AS runs FROM run WHERE kind = 'PLAIN'"
                    + " GROUP BY number) AS counted"),
            database.number("SELECT count(*) FROM dead_job"));
    assertTrue(tally.mostRuns() <= LoadHandler.PLAIN_ATTEMPTS, tally::toString);
    return tally;
  }

  private Set<Integer> numbers(String sql) {
    return new Statements(database)
        .rows(sql, row -> row.getInt(1), new Object[0]).stream().collect(Collectors.toSet());
  }
}
