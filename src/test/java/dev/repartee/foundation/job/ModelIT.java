package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to jobs in whatever order, the tables say the same as a model of a few lines:
 * nothing is lost, nobody runs what another one runs, who was displaced can not commit, groups keep
 * their order, and no job has more attempts than it may.
 */
class ModelIT extends StoreLab {

  private static final int STEPS = 150;
  private static final int ATTEMPTS = 3;

  private static final class Model {
    final @Nullable String group;
    int attempts;
    @Nullable UUID token;

    Model(@Nullable String group) {
      this.group = group;
    }
  }

  /** In the order of enqueueing. */
  private final Map<UUID, Model> live = new LinkedHashMap<>();

  private final Set<UUID> dead = new HashSet<>();

  /** What some worker believes to hold. */
  private final List<Lease> believed = new ArrayList<>();

  /** Eight that are the same every time, and one that is new. */
  static LongStream seeds() {
    return LongStream.concat(
        LongStream.rangeClosed(1, 8), LongStream.of(new SecureRandom().nextLong()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTablesSayWhatTheModelSays(long seed) {
    List<Long> steps = new Random(seed).longs(STEPS).boxed().toList();
    try {
      play(steps);
    } catch (AssertionError e) {
      List<Long> least = Shrinking.least(steps, this::fails);
      String message = "seed " + seed + " fails; " + describe(least) + " is enough";
      throw new AssertionError(message, e);
    }
  }

  private boolean fails(List<Long> steps) {
    try {
      play(steps);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  /** Each step decides by a number of its own, so that it stays what it is without the others. */
  private void play(List<Long> steps) {
    database.execute("DELETE FROM job");
    database.execute("DELETE FROM dead_job");
    live.clear();
    dead.clear();
    believed.clear();
    for (long step : steps) {
      Random random = new Random(step);
      kind(random).play(this, random);
      compare();
    }
    Random random = new Random(steps.size());
    for (int round = 0; !live.isEmpty(); round++) {
      assertTrue(round < 10 * STEPS, "nobody gets " + live.keySet());
      leaseAll();
      complete(random);
    }
    compare();
  }

  private static String describe(List<Long> steps) {
    return steps.stream().map(step -> kind(new Random(step)).name()).toList().toString();
  }

  private static Step kind(Random random) {
    return Step.values()[random.nextInt(Step.values().length)];
  }

  /** What can happen; what happens more often is there more often. */
  private enum Step {
    ENQUEUE((model, random) -> model.enqueue(random)),
    ENQUEUE_ANOTHER((model, random) -> model.enqueue(random)),
    ENQUEUE_A_THIRD((model, random) -> model.enqueue(random)),
    LEASE_ALL((model, random) -> model.leaseAll()),
    LEASE_SOME((model, random) -> model.leaseSome(1 + random.nextInt(3))),
    COMPLETE((model, random) -> model.complete(random)),
    FAIL((model, random) -> model.fail(random)),
    GIVE_BACK((model, random) -> model.giveBack(random)),
    CANCEL((model, random) -> model.cancel(random)),
    CRASH((model, random) -> model.crash());

    private final BiConsumer<ModelIT, Random> body;

    Step(BiConsumer<ModelIT, Random> body) {
      this.body = body;
    }

    void play(ModelIT model, Random random) {
      body.accept(model, random);
    }
  }

  private void enqueue(Random random) {
    String group = List.of("", "a", "b").get(random.nextInt(3));
    JobOptions options = OPTIONS.attempts(ATTEMPTS);
    UUID id = add(group.isEmpty() ? options : options.group(group));
    live.put(id, new Model(group.isEmpty() ? null : group));
  }

  /** Those that may run: not running, and the first of their group. */
  private Set<UUID> ready() {
    Set<UUID> ready = new HashSet<>();
    Set<String> seen = new HashSet<>();
    live.forEach(
        (id, job) -> {
          boolean first = job.group == null || seen.add(job.group);
          if (first && job.token == null) {
            ready.add(id);
          }
        });
    return ready;
  }

  private void leaseAll() {
    Set<UUID> expected = ready();
    List<Lease> leased = leases.lease(live.keySet(), LEASE);
    assertEquals(expected, leased.stream().map(Lease::id).collect(Collectors.toSet()));
    leased.forEach(this::begin);
  }

  private void leaseSome(int most) {
    Set<UUID> expected = ready();
    List<Lease> leased = leases.leaseNext("screenshot", most, LEASE);
    assertEquals(Math.min(most, expected.size()), leased.size());
    assertTrue(expected.containsAll(leased.stream().map(Lease::id).toList()));
    leased.forEach(this::begin);
  }

  private void begin(Lease lease) {
    Model job = live.get(lease.id());
    job.attempts++;
    job.token = lease.token();
    assertEquals(job.attempts, lease.attempt());
    assertTrue(lease.attempt() <= ATTEMPTS, "attempt " + lease.attempt());
    believed.add(lease);
  }

  private boolean holds(Lease lease) {
    Model job = live.get(lease.id());
    return job != null && lease.token().equals(job.token);
  }

  private void complete(Random random) {
    if (believed.isEmpty()) {
      return;
    }
    if (random.nextBoolean()) {
      Lease lease = believed.remove(random.nextInt(believed.size()));
      boolean held = holds(lease);
      assertEquals(held, leases.complete(lease));
      if (held) {
        live.remove(lease.id());
      }
    } else {
      List<Lease> held = believed.stream().filter(this::holds).toList();
      assertEquals(
          held.stream().map(Lease::token).collect(Collectors.toSet()), leases.complete(believed));
      held.forEach(lease -> live.remove(lease.id()));
      believed.clear();
    }
  }

  private void fail(Random random) {
    if (believed.isEmpty()) {
      return;
    }
    Lease lease = believed.remove(random.nextInt(believed.size()));
    boolean held = holds(lease);
    if (lease.isLastAttempt()) {
      assertEquals(held, leases.bury(lease, "the last time"));
      if (held) {
        live.remove(lease.id());
        dead.add(lease.id());
      }
    } else {
      assertEquals(held, leases.retry(lease, Duration.ZERO, "once more"));
      if (held) {
        live.get(lease.id()).token = null;
      }
    }
  }

  private void giveBack(Random random) {
    if (believed.isEmpty()) {
      return;
    }
    Lease lease = believed.remove(random.nextInt(believed.size()));
    boolean held = holds(lease);
    assertEquals(held ? Set.of(lease.token()) : Set.of(), leases.giveBack(List.of(lease)));
    if (held) {
      Model job = live.get(lease.id());
      job.token = null;
      job.attempts--;
    }
  }

  private void cancel(Random random) {
    if (live.isEmpty()) {
      return;
    }
    UUID id = List.copyOf(live.keySet()).get(random.nextInt(live.size()));
    assertTrue(store.cancel(id).isPresent());
    assertFalse(store.cancel(id).isPresent());
    live.remove(id);
  }

  /** All workers are silent past their leases, but still believe in them. */
  private void crash() {
    database.pass(LEASE.plusSeconds(1));
    Map<Boolean, Set<UUID>> running =
        new HashMap<>(Map.of(true, new HashSet<>(), false, new HashSet<>()));
    live.forEach(
        (id, job) -> {
          if (job.token != null) {
            running.get(job.attempts < ATTEMPTS).add(id);
            job.token = null;
          }
        });
    assertEquals(
        running.get(true), sweeps.expire().stream().map(Ready::id).collect(Collectors.toSet()));
    List<Lease> exhausted = sweeps.takeOverExhausted(LEASE);
    assertEquals(running.get(false), exhausted.stream().map(Lease::id).collect(Collectors.toSet()));
    for (Lease lease : exhausted) {
      assertTrue(leases.bury(lease, "silent"));
      live.remove(lease.id());
      dead.add(lease.id());
    }
  }

  private void compare() {
    assertEquals(live.keySet(), ids("job"));
    assertEquals(dead, ids("dead_job"));
    assertEquals(
        live.values().stream().filter(job -> job.token != null).count(),
        database.number("SELECT count(*) FROM job WHERE state = 'RUNNING'"));
  }

  private Set<UUID> ids(String table) {
    return new HashSet<>(
        new Statements(database)
            .rows("SELECT id FROM " + table, row -> row.getObject(1, UUID.class)));
  }
}
