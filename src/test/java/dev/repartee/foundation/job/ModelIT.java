package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theTablesSayWhatTheModelSays(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> enqueue(random);
        case 3 -> leaseAll();
        case 4 -> leaseSome(1 + random.nextInt(3));
        case 5 -> complete(random);
        case 6 -> fail(random);
        case 7 -> giveBack(random);
        case 8 -> cancel(random);
        default -> crash();
      }
      compare("seed " + seed + ", step " + step);
    }
    for (int round = 0; !live.isEmpty(); round++) {
      assertTrue(round < 10 * STEPS, "nobody gets " + live.keySet());
      leaseAll();
      complete(random);
    }
    compare("seed " + seed + ", at the end");
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
      Set<UUID> held =
          believed.stream().filter(this::holds).map(Lease::id).collect(Collectors.toSet());
      assertEquals(held, new HashSet<>(leases.complete(believed)));
      live.keySet().removeAll(held);
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
    assertEquals(held ? List.of(lease.id()) : List.of(), leases.giveBack(List.of(lease)));
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

  private void compare(String when) {
    assertEquals(live.keySet(), ids("job"), when);
    assertEquals(dead, ids("dead_job"), when);
    assertEquals(
        live.values().stream().filter(job -> job.token != null).count(),
        database.number("SELECT count(*) FROM job WHERE state = 'RUNNING'"),
        when);
  }

  private Set<UUID> ids(String table) {
    return new HashSet<>(
        new Statements(database)
            .rows("SELECT id FROM " + table, row -> row.getObject(1, UUID.class)));
  }
}
