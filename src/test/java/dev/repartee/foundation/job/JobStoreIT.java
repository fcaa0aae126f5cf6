package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStoreIT {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final JobOptions OPTIONS = JobOptions.of("screenshot").attempts(2);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private LabDatabase database;
  private JobStore store;

  @BeforeEach
  void open() throws Exception {
    database = LabDatabase.create();
    store = new JobStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private UUID add(JobOptions options) {
    return store.add(new JobStore.NewJob(Ids.next(), "Work", 3, "{}", options, "trace", now));
  }

  private Lease lease(UUID id) {
    return store.lease(List.of(id), now, now.plus(LEASE)).get(0);
  }

  private List<Lease> leaseAt(Instant time, UUID... ids) {
    return store.lease(List.of(ids), time, time.plus(LEASE));
  }

  private long rows(String table) {
    return database.number("SELECT count(*) FROM " + table);
  }

  @Test
  void aLeaseSaysEverythingAboutTheJob() {
    UUID id = add(OPTIONS.timeout(Duration.ofMillis(1500)));

    Lease lease = lease(id);

    assertEquals(
        new Lease(
            id,
            lease.token(),
            "screenshot",
            "Work",
            3,
            "{}",
            1,
            2,
            OPTIONS.backoff(),
            Duration.ofMillis(1500),
            now,
            "trace"),
        lease);
  }

  @Test
  void aJobOfATransactionThatFailsWasNeverThere() {
    assertThrows(
        IllegalStateException.class,
        () ->
            database.inTransaction(
                () -> {
                  add(OPTIONS);
                  throw new IllegalStateException();
                }));

    assertEquals(0, rows("job"));
  }

  @Test
  void onlyOneGetsAJob() {
    UUID id = add(OPTIONS);

    assertEquals(1, leaseAt(now, id).size());
    assertEquals(0, leaseAt(now, id).size());
    assertEquals(0, store.leaseNext("screenshot", 10, now, now.plus(LEASE)).size());
  }

  @Test
  void aCompletedJobIsGone() {
    Lease lease = lease(add(OPTIONS));

    assertTrue(store.complete(lease));
    assertEquals(0, rows("job"));
    assertFalse(store.complete(lease));
  }

  @Test
  void jobsAreCompletedInGroupsWithoutThoseThatAreLost() {
    List<Lease> leases = Stream.generate(() -> lease(add(OPTIONS))).limit(3).toList();
    store.cancel(leases.get(1).id());

    assertEquals(
        Set.of(leases.get(0).id(), leases.get(2).id()), new HashSet<>(store.complete(leases)));
    assertEquals(0, rows("job"));
  }

  @Test
  void aDisplacedWorkerCanDoNothing() {
    UUID id = add(OPTIONS);
    Lease old = lease(id);
    Instant later = now.plus(LEASE).plusMillis(1);
    store.expire(later);
    Lease current = leaseAt(later, id).get(0);
    assertNotEquals(old.token(), current.token());

    assertFalse(store.complete(old));
    assertEquals(List.of(), store.complete(List.of(old)));
    assertFalse(store.retry(old, now, "no"));
    assertFalse(store.giveBack(old));
    assertFalse(store.bury(old, now, "no"));
    assertFalse(store.progress(old, 50));
    assertEquals(List.of(), store.renew(List.of(old), later.plus(LEASE)));

    assertEquals(0, rows("dead_job"));
    assertEquals(2, current.attempt());
    assertTrue(store.complete(current));
  }

  @Test
  void aLeaseThatIsRenewedDoesNotExpire() {
    Lease lease = lease(add(OPTIONS));
    Instant end = now.plus(LEASE);

    assertEquals(List.of(), store.expire(end));
    assertEquals(List.of(lease.id()), store.renew(List.of(lease), end.plus(LEASE)));
    assertEquals(List.of(), store.expire(end.plusSeconds(1)));
    assertEquals(
        List.of(new JobStore.Ready(lease.id(), "screenshot")),
        store.expire(end.plus(LEASE).plusMillis(1)));
  }

  @Test
  void aLastAttemptThatNobodyEndsIsTakenOverAndNotRepeated() {
    UUID id = add(OPTIONS.attempts(1));
    Lease lease = lease(id);
    Instant later = now.plus(LEASE).plusMillis(1);

    assertEquals(List.of(), store.expire(later));
    List<Lease> taken = store.takeOverExhausted(later, later.plus(LEASE));

    assertEquals(List.of(id), taken.stream().map(Lease::id).toList());
    assertFalse(store.complete(lease));
    assertTrue(store.bury(taken.get(0), later, "silent"));
    assertEquals(List.of(), store.takeOverExhausted(later, later.plus(LEASE)));
  }

  @Test
  void aFailedJobIsReadyAgainWhenItsWaitIsOver() {
    UUID id = add(OPTIONS);
    Instant next = now.plusSeconds(5);
    assertTrue(store.retry(lease(id), next, "first try"));

    assertEquals(0, leaseAt(next.minusMillis(1), id).size());
    assertEquals(2, leaseAt(next, id).get(0).attempt());
  }

  @Test
  void aDelayedJobIsNotLeasedEarlier() {
    UUID id = add(OPTIONS.delay(Duration.ofMinutes(1)));

    assertEquals(0, leaseAt(now.plusSeconds(59), id).size());
    assertEquals(0, store.leaseNext("screenshot", 1, now.plusSeconds(59), now.plus(LEASE)).size());
    assertEquals(1, leaseAt(now.plusSeconds(60), id).size());
  }

  @Test
  void givingBackDoesNotCountAsAnAttempt() {
    UUID id = add(OPTIONS);
    assertTrue(store.giveBack(lease(id)));

    assertEquals(1, lease(id).attempt());
  }

  @Test
  void aDeadJobKeepsWhatIsNeededToLookIntoIt() {
    Lease lease = lease(add(OPTIONS));

    assertTrue(store.bury(lease, now, "x".repeat(5_000) + "\0"));

    assertEquals(0, rows("job"));
    assertEquals(
        1,
        database.number(
            "SELECT count(*) FROM dead_job WHERE id = ? AND payload = '{}' AND version = 3"
                + " AND length(last_error) = 1000 AND died_at = ? AND traceparent = 'trace'",
            lease.id(),
            now));
  }

  @Test
  void theSameDedupeKeyIsTheSameJobUntilItIsDone() {
    JobOptions keyed = OPTIONS.dedupeKey("session 1");
    UUID id = add(keyed);

    assertEquals(id, add(keyed));
    Lease lease = lease(id);
    assertEquals(id, add(keyed));
    assertNotEquals(id, add(OPTIONS.dedupeKey("session 2")));
    store.complete(lease);
    assertNotEquals(id, add(keyed));
  }

  @Test
  void addingWithTheSameDedupeKeyAtOnceAddsOne() throws Exception {
    List<UUID> ids = atOnce(8, () -> add(OPTIONS.dedupeKey("session 1")));

    assertEquals(1, new HashSet<>(ids).size());
    assertEquals(1, rows("job"));
  }

  @Test
  void whoeverLeasesAtOnceGetsDifferentJobs() throws Exception {
    List<UUID> ids = IntStream.range(0, 200).mapToObj(i -> add(OPTIONS)).toList();
    Callable<List<Lease>> byId = () -> store.lease(ids, now, now.plus(LEASE));
    Callable<List<Lease>> next = () -> store.leaseNext("screenshot", 50, now, now.plus(LEASE));

    List<UUID> leased = new ArrayList<>();
    atOnce(4, next).forEach(some -> some.forEach(lease -> leased.add(lease.id())));
    atOnce(4, byId).forEach(some -> some.forEach(lease -> leased.add(lease.id())));
    // What one passed over because another held it at that moment is still there.
    byId.call().forEach(lease -> leased.add(lease.id()));

    assertEquals(200, leased.size());
    assertEquals(new HashSet<>(ids), new HashSet<>(leased));
  }

  @Test
  void whoPollsGetsUrgentJobsFirst() {
    add(OPTIONS);
    UUID urgent = add(OPTIONS.priority(5));

    List<Lease> leases = store.leaseNext("screenshot", 1, now, now.plus(LEASE));

    assertEquals(List.of(urgent), leases.stream().map(Lease::id).toList());
  }

  @Test
  void dueJobsComeInOrderAndPageByPage() {
    UUID late = add(OPTIONS.delay(Duration.ofSeconds(2)));
    UUID first = add(OPTIONS);
    UUID second = add(OPTIONS);
    lease(add(OPTIONS));
    UUID elsewhere = add(JobOptions.of("generation"));
    add(OPTIONS.delay(Duration.ofSeconds(3)));
    Instant then = now.plusSeconds(2);

    List<JobStore.Mark> page = store.due(List.of(JobStore.Mark.start("screenshot")), then, 2);
    assertEquals(List.of(first, second), page.stream().map(JobStore.Mark::id).toList());

    List<JobStore.Mark> both =
        store.due(List.of(page.get(1), JobStore.Mark.start("generation")), then, 2);
    assertEquals(
        Set.of(late, elsewhere),
        both.stream().map(JobStore.Mark::id).collect(java.util.stream.Collectors.toSet()));
    assertEquals(List.of(), store.due(List.of(JobStore.Mark.end("screenshot", then)), then, 2));
  }

  @Test
  void nobodyWaitsForAnEffectThatIsBeingCommitted() throws Exception {
    Lease completing = lease(add(OPTIONS));
    Lease other = lease(add(OPTIONS));
    Instant later = now.plus(LEASE).plusMillis(1);
    List<UUID> expired = new ArrayList<>();
    List<UUID> held = new ArrayList<>();

    database.inTransaction(
        () -> {
          store.complete(completing);
          JobStore outside = new JobStore(database.another());
          held.addAll(outside.renew(List.of(completing, other), now.plus(LEASE)));
          outside.expire(later).forEach(ready -> expired.add(ready.id()));
        });

    assertEquals(Set.of(completing.id(), other.id()), new HashSet<>(held));
    assertEquals(List.of(other.id()), expired);
    assertEquals(1, rows("job"));
  }

  @Test
  void countsWhatStandsWhere() {
    add(OPTIONS);
    add(OPTIONS);
    add(OPTIONS.delay(Duration.ofMinutes(1)));
    lease(add(OPTIONS));
    store.bury(lease(add(OPTIONS)), now, "dead");
    store.bury(lease(add(JobOptions.of("generation"))), now, "dead");

    assertEquals(
        Set.of(
            new QueueFigures("screenshot", 2, 1, 1, 1, Duration.ofSeconds(9)),
            new QueueFigures("generation", 0, 0, 0, 1, Duration.ZERO)),
        new HashSet<>(store.figures(now.plusSeconds(9))));
  }

  @Test
  void leasingAndRenewingTouchNoIndex() {
    List<UUID> ids = Stream.generate(() -> add(OPTIONS)).limit(10).toList();
    long[] updates = new long[2];

    database.inTransaction(
        () -> {
          List<Lease> leases = store.lease(ids, now, now.plus(LEASE));
          store.renew(leases, now.plus(LEASE).plus(LEASE));
          updates[0] = database.number("SELECT pg_stat_get_xact_tuples_updated('job'::regclass)");
          updates[1] =
              database.number("SELECT pg_stat_get_xact_tuples_hot_updated('job'::regclass)");
        });

    assertEquals(20, updates[0]);
    assertEquals(updates[0], updates[1], "heap-only updates");
  }

  private static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result :
          threads.invokeAll(Stream.generate(() -> work).limit(count).toList())) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
