package dev.repartee.foundation.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Schedules and the ticks that have had their job. A schedule's row is locked while it ticks, and a
 * tick has a row of its own, so none can have two jobs.
 */
final class ScheduleStore {

  private static final String COLUMNS =
      "name, type, version, payload, rule, zone, catch_up, last_tick, next_tick";

  private final Statements statements;

  ScheduleStore(DataSource dataSource) {
    this.statements = new Statements(dataSource);
  }

  /** What is to happen when, as the table keeps it. */
  record Definition(
      String name,
      String type,
      int version,
      String payload,
      String rule,
      String zone,
      int catchUp) {

    Rule parsedRule() {
      return Rule.parse(rule, ZoneId.of(zone));
    }

    boolean ticksLike(Definition other) {
      return rule.equals(other.rule) && zone.equals(other.zone);
    }
  }

  /** A schedule and where it stands. */
  record Row(Definition definition, @Nullable Instant lastTick, Instant nextTick) {

    String name() {
      return definition.name();
    }
  }

  /** Adds a schedule; false when there is one of that name. */
  boolean add(Definition definition, Instant nextTick, Instant now) {
    String sql =
        """
        INSERT INTO job_schedule (name, type, version, payload, rule, zone, catch_up, next_tick,
          updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
        """;
    return statements.change(
        sql,
        definition.name(),
        definition.type(),
        definition.version(),
        definition.payload(),
        definition.rule(),
        definition.zone(),
        definition.catchUp(),
        nextTick,
        now);
  }

  /** Locks a schedule until the transaction ends. */
  Optional<Row> lock(String name) {
    return one("SELECT " + COLUMNS + " FROM job_schedule WHERE name = ? FOR UPDATE", name);
  }

  /** Locks a schedule that is due; empty when it is not any more, or somebody else has it. */
  Optional<Row> lockDue(String name, Instant now) {
    return one(
        "SELECT "
            + COLUMNS
            + " FROM job_schedule WHERE name = ? AND next_tick <= ? FOR UPDATE SKIP LOCKED",
        name,
        now);
  }

  void change(Definition definition, Instant nextTick, Instant now) {
    String sql =
        """
        UPDATE job_schedule SET type = ?, version = ?, payload = ?, rule = ?, zone = ?,
          catch_up = ?, next_tick = ?, updated_at = ?
        WHERE name = ?
        """;
    statements.change(
        sql,
        definition.type(),
        definition.version(),
        definition.payload(),
        definition.rule(),
        definition.zone(),
        definition.catchUp(),
        nextTick,
        now,
        definition.name());
  }

  boolean remove(String name) {
    return statements.change("DELETE FROM job_schedule WHERE name = ?", name);
  }

  List<Row> all() {
    return statements.rows(
        "SELECT " + COLUMNS + " FROM job_schedule ORDER BY name", ScheduleStore::read);
  }

  /** Takes a tick; false when it has had its job. */
  boolean take(String name, Instant tick, Instant now) {
    return statements.change(
        "INSERT INTO job_schedule_tick (name, tick, fired_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (name, tick) DO NOTHING",
        name,
        tick,
        now);
  }

  /** The newest tick of a schedule that has had its job, even if it was removed since. */
  Optional<Instant> newestTick(String name) {
    return statements
        .rows(
            "SELECT max(tick) FROM job_schedule_tick WHERE name = ?",
            row -> Optional.ofNullable(instant(row, 1)),
            name)
        .get(0);
  }

  void moveOn(String name, @Nullable Instant lastTick, Instant nextTick) {
    statements.change(
        "UPDATE job_schedule SET last_tick = coalesce(CAST(? AS timestamptz), last_tick),"
            + " next_tick = ? WHERE name = ?",
        lastTick,
        nextTick,
        name);
  }

  /** Forgets ticks that had their job before this time. */
  void forgetTicks(Instant before) {
    statements.change("DELETE FROM job_schedule_tick WHERE fired_at < ?", before);
  }

  private Optional<Row> one(String sql, Object... parameters) {
    return statements.rows(sql, ScheduleStore::read, parameters).stream().findFirst();
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new Definition(
            row.getString(1),
            row.getString(2),
            row.getInt(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getInt(7)),
        instant(row, 8),
        row.getTimestamp(9).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
