package dev.repartee.account.identity;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Forgets refresh tokens that have expired: they are refused whether they are known or not. */
@ApplicationScoped
class RefreshTokenRetention implements Retention {

  /** So that a clock that is a little ahead removes no token that others still take. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  RefreshTokenRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "refresh tokens";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM refresh_token WHERE expires_at < ? AND CAST(id AS text) > ?"
            + " ORDER BY CAST(id AS text) LIMIT ?",
        row -> row.getString(1),
        clock.instant().minus(GRACE),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM refresh_token WHERE id = ANY (?)",
        keys.stream().map(UUID::fromString).toList());
  }
}
