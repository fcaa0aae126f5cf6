package dev.repartee.foundation.http;

import dev.repartee.foundation.data.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to calls with an {@code Idempotency-Key}. A row is taken before the work, under
 * a lease, and completed after it; whoever completes or releases must still own it.
 */
@ApplicationScoped
class IdempotencyRecords {

  /**
   * Names a row.
   *
   * @param scope who used the key, and where it holds
   */
  record Key(String scope, String key, @Nullable UUID workspaceId) {}

  /** An answer to give again; a body that is not there is an empty one. */
  record Answer(int status, Map<String, String> headers, ByteBuffer body) {

    byte[] bytes() {
      byte[] bytes = new byte[body.remaining()];
      body.duplicate().get(bytes);
      return bytes;
    }
  }

  /** The row was taken: {@code owner} proves it. */
  record Taken(UUID owner) {}

  /** Takes a free row, one whose lease ran out in the middle of the same call, or a dead one. */
  private static final String TAKE =
      """
      INSERT INTO idempotency_record AS r
        (scope, key, workspace_id, fingerprint, owner, created_at, lease_until, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (scope, key) DO UPDATE SET
        fingerprint = excluded.fingerprint, owner = excluded.owner,
        created_at = excluded.created_at, lease_until = excluded.lease_until,
        expires_at = excluded.expires_at, status = NULL, headers = NULL, body = NULL
      WHERE r.expires_at <= excluded.created_at
        OR (r.status IS NULL AND r.lease_until <= excluded.created_at
          AND r.fingerprint = excluded.fingerprint)
      """;

  private final DataSource dataSource;
  private final HttpConfig config;
  private final InstantSource clock;

  @Inject
  IdempotencyRecords(DataSource dataSource, HttpConfig config, InstantSource clock) {
    this.dataSource = dataSource;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Begins a call.
   *
   * @return {@link Taken} when the caller shall do the work, or the {@link Answer} it had
   * @throws Problem when the key is in use, or was used for something else
   */
  Object begin(Key key, byte[] fingerprint) {
    return within(
        connection -> {
          // Two rounds, for a row that vanishes between the attempt to take it and the look at it.
          for (int round = 0; round < 2; round++) {
            Optional<Taken> taken = take(connection, key, fingerprint);
            if (taken.isPresent()) {
              return taken.get();
            }
            Optional<Answer> answer = read(connection, key, fingerprint);
            if (answer.isPresent()) {
              return answer.get();
            }
          }
          throw inProgress();
        });
  }

  /** Keeps the answer, if the row is still ours. */
  void complete(Key key, Taken taken, Answer answer) {
    update(
        """
        UPDATE idempotency_record SET status = ?, headers = ?, body = ?
        WHERE scope = ? AND key = ? AND owner = ? AND status IS NULL
        """,
        statement -> {
          statement.setInt(1, answer.status());
          statement.setString(2, JsonConfig.shared().toJson(answer.headers()));
          statement.setBytes(3, answer.bytes());
          statement.setString(4, key.scope());
          statement.setString(5, key.key());
          statement.setObject(6, taken.owner());
        });
  }

  /** Forgets a call that may be made again. */
  void release(Key key, Taken taken) {
    update(
        "DELETE FROM idempotency_record WHERE scope = ? AND key = ? AND owner = ? AND status IS NULL",
        statement -> {
          statement.setString(1, key.scope());
          statement.setString(2, key.key());
          statement.setObject(3, taken.owner());
        });
  }

  private Optional<Taken> take(Connection connection, Key key, byte[] fingerprint)
      throws SQLException {
    Instant now = clock.instant();
    UUID owner = Ids.next();
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setString(1, key.scope());
      statement.setString(2, key.key());
      statement.setObject(3, key.workspaceId(), java.sql.Types.OTHER);
      statement.setBytes(4, fingerprint);
      statement.setObject(5, owner);
      statement.setTimestamp(6, Timestamp.from(now));
      statement.setTimestamp(7, Timestamp.from(now.plus(config.idempotencyLease())));
      statement.setTimestamp(8, Timestamp.from(now.plus(config.idempotencyLifetime())));
      return statement.executeUpdate() == 1 ? Optional.of(new Taken(owner)) : Optional.empty();
    }
  }

  private static Optional<Answer> read(Connection connection, Key key, byte[] fingerprint)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT fingerprint, status, headers, body FROM idempotency_record"
                + " WHERE scope = ? AND key = ?")) {
      statement.setString(1, key.scope());
      statement.setString(2, key.key());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (!Arrays.equals(row.getBytes(1), fingerprint)) {
          throw new Problem(
              ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a new request.");
        }
        int status = row.getInt(2);
        if (row.wasNull()) {
          throw inProgress();
        }
        return Optional.of(
            new Answer(status, headers(row.getString(3)), ByteBuffer.wrap(row.getBytes(4))));
      }
    }
  }

  private static Problem inProgress() {
    return new Problem(
        ProblemType.REQUEST_IN_PROGRESS, "Repeat the request when it may have ended.");
  }

  @SuppressWarnings("unchecked") // complete() wrote it from a map of texts
  private static Map<String, String> headers(String json) {
    return JsonConfig.shared().fromJson(json, Map.class);
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private void update(String sql, Binding binding) {
    int ignored =
        within(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                binding.bind(statement);
                return statement.executeUpdate();
              }
            });
  }

  private <T> T within(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The idempotency records could not be used", e);
    }
  }
}
