package dev.repartee.account.key;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Forgets API keys a month after they expired; until then the list shows that they did. */
@ApplicationScoped
class ExpiredKeyRetention implements Retention {

  private static final Duration SHOWN = Duration.ofDays(30);

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  ExpiredKeyRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "expired API keys";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM api_key WHERE expires_at < ? AND CAST(id AS text) > ?"
            + " ORDER BY CAST(id AS text) LIMIT ?",
        row -> row.getString(1),
        clock.instant().minus(SHOWN),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM api_key WHERE id = ANY (?)", keys.stream().map(UUID::fromString).toList());
  }
}
