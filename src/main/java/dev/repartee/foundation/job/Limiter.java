package dev.repartee.foundation.job;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Keeps limits over all instances, in Postgres. Who has leased jobs asks here before any of them
 * begins, one instance after the other for each queue. What may not begin for now is given back;
 * what comes too early by a rate is given the next free time, and is let through then, so it waits
 * once unless very many are ahead of it. A place of a job that runs is one only while its lease
 * holds: whoever dies leaves none.
 */
final class Limiter {

  /** A turn that was not taken for so long has passed. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Statements statements;
  private final Leases leases;
  private final Container container;
  private final Dispatcher dispatcher;

  Limiter(DataSource dataSource, Container container, Dispatcher dispatcher) {
    this.statements = new Statements(dataSource);
    this.leases = new Leases(dataSource);
    this.container = container;
    this.dispatcher = dispatcher;
  }

  /** How many more may run now. */
  int free(String queue, int most) {
    String sql =
        """
        SELECT count(*) FROM job_slot s JOIN job j ON j.id = s.job_id
          AND j.lease_token = s.lease_token
        WHERE s.queue = ?
        """;
    return Math.max(0, most - statements.rows(sql, row -> row.getInt(1), queue).get(0));
  }

  /** Those that may begin now. */
  List<Lease> admit(String queue, QueueLimits limits, List<Lease> leased) {
    List<Lease> admitted = new ArrayList<>();
    List<Lease> refused = new ArrayList<>();
    container.inTransaction(
        () -> {
          statements.rows("SELECT job_lock('limit', ?)", row -> true, queue);
          admitted.addAll(withPlace(queue, limits, leased));
          Set<Lease> placed = new HashSet<>(admitted);
          refused.addAll(leased.stream().filter(lease -> !placed.contains(lease)).toList());
          if (!refused.isEmpty()) {
            leases.giveBack(refused);
          }
          admitted.removeAll(postponed(queue, limits, admitted));
        });
    if (!refused.isEmpty()) {
      dispatcher.push(refused.stream().map(Lease::ready).toList());
    }
    return admitted;
  }

  private List<Lease> withPlace(String queue, QueueLimits limits, List<Lease> leased) {
    if (limits.running() == 0) {
      return leased;
    }
    statements.change(
        """
        DELETE FROM job_slot s WHERE queue = ? AND NOT EXISTS (
          SELECT FROM job j WHERE j.id = s.job_id AND j.lease_token = s.lease_token)
        """,
        queue);
    List<Lease> placed = leased.subList(0, Math.min(leased.size(), free(queue, limits.running())));
    statements.change(
        """
        INSERT INTO job_slot (queue, job_id, lease_token)
        SELECT ?, id, token FROM unnest(?, ?) AS placed (id, token)
        ON CONFLICT (queue, job_id) DO UPDATE SET lease_token = excluded.lease_token
        """,
        queue,
        placed.stream().map(Lease::id).toArray(UUID[]::new),
        placed.stream().map(Lease::token).toArray(UUID[]::new));
    return placed;
  }

  /** Gives a later time to those that come too early, and answers them. */
  private List<Lease> postponed(String queue, QueueLimits limits, List<Lease> leased) {
    List<Lease> postponed = new ArrayList<>();
    if (limits.rate() == null && limits.ratePerKey() == null) {
      return postponed;
    }
    Instant now =
        statements
            .rows("SELECT statement_timestamp()", row -> row.getTimestamp(1).toInstant())
            .get(0);
    Map<String, Turns> known = new HashMap<>();
    for (Lease lease : leased) {
      if (lease.traits().slotGranted() && lease.readySince().plus(TURN).isAfter(now)) {
        continue;
      }
      List<Turns> turns = turns(queue, limits, lease, known);
      Optional<Instant> turn = Turns.reserve(turns, now);
      if (turn.isEmpty() || turn.get().isAfter(now)) {
        postpone(lease, turn.orElseGet(() -> Turns.end(turns, now)), turn.isPresent());
        postponed.add(lease);
      }
    }
    known.forEach((key, turns) -> write(queue, key, turns, now));
    return postponed;
  }

  private List<Turns> turns(
      String queue, QueueLimits limits, Lease lease, Map<String, Turns> known) {
    List<Turns> mine = new ArrayList<>();
    Rate rate = limits.rate();
    if (rate != null) {
      mine.add(known.computeIfAbsent("", key -> read(queue, key, rate)));
    }
    Rate perKey = limits.ratePerKey();
    String rateKey = lease.traits().rateKey();
    if (perKey != null && rateKey != null) {
      mine.add(known.computeIfAbsent(rateKey, key -> read(queue, key, perKey)));
    }
    return mine;
  }

  private Turns read(String queue, String key, Rate rate) {
    List<Timestamp[]> slots =
        statements.rows(
            "SELECT slots FROM job_rate WHERE queue = ? AND rate_key = ?",
            row -> (Timestamp[]) row.getArray(1).getArray(),
            queue,
            key);
    return new Turns(
        rate, slots.stream().flatMap(Arrays::stream).map(Timestamp::toInstant).toList());
  }

  private void write(String queue, String key, Turns turns, Instant now) {
    List<Instant> taken = turns.after(now);
    statements.change(
        """
        INSERT INTO job_rate (queue, rate_key, slots, until)
        VALUES (?, ?, CAST(? AS timestamptz[]), ?)
        ON CONFLICT (queue, rate_key) DO UPDATE SET slots = excluded.slots, until = excluded.until
        """,
        queue,
        key,
        taken.stream().map(Instant::toString).toArray(String[]::new),
        turns.until(now));
  }

  private void postpone(Lease lease, Instant turn, boolean granted) {
    statements.change(
        """
        UPDATE job SET state = 'READY', lease_until = NULL, lease_token = NULL, run_at = ?,
          attempts = attempts - 1, slot_granted = ?
        WHERE id = ? AND lease_token = ?
        """,
        turn,
        granted,
        lease.id(),
        lease.token());
    statements.change("DELETE FROM job_slot WHERE job_id = ?", lease.id());
  }
}
