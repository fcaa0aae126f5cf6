package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Forgets jobs that failed for good, a while after. */
@ApplicationScoped
class DeadJobRetention implements Retention {

  private final Sql sql;
  private final JobHistoryConfig config;
  private final InstantSource clock;

  @Inject
  DeadJobRetention(DataSource dataSource, JobHistoryConfig config, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dead jobs";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM dead_job WHERE died_at < ? AND CAST(id AS text) > ?"
            + " ORDER BY CAST(id AS text) LIMIT ?",
        row -> row.getString(1),
        clock.instant().minus(config.keepDead()),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM dead_job WHERE id = ANY (?)", keys.stream().map(UUID::fromString).toList());
  }
}
