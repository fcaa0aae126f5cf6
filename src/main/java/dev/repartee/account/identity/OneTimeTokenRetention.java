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

/**
 * Forgets tokens that have expired, used or not: they are refused whether they are known or not.
 */
@ApplicationScoped
class OneTimeTokenRetention implements Retention {

  /** They count for how many mails somebody gets, too. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  OneTimeTokenRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "one-time tokens";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM one_time_token WHERE expires_at < ? AND CAST(id AS text) > ?"
            + " ORDER BY CAST(id AS text) LIMIT ?",
        row -> row.getString(1),
        clock.instant().minus(GRACE),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM one_time_token WHERE id = ANY (?)",
        keys.stream().map(UUID::fromString).toList());
  }
}
