package dev.repartee.foundation.batch;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import javax.sql.DataSource;

/** Forgets what batches have done, a while after their end. */
@ApplicationScoped
class OldRunRetention implements Retention {

  private static final Duration KEPT = Duration.ofDays(30);

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  OldRunRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "batch runs";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT jobinstanceid FROM batch_jobinstance WHERE updatetime < ? AND jobinstanceid > ?"
            + " ORDER BY jobinstanceid LIMIT ?",
        row -> row.getString(1),
        LocalDateTime.ofInstant(clock.instant().minus(KEPT), ZoneId.systemDefault()),
        after.isEmpty() ? 0 : Long.parseLong(after),
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM batch_jobinstance WHERE jobinstanceid = ANY (CAST(? AS bigint[]))", keys);
  }
}
