package dev.repartee.foundation.http;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** Forgets answers that nobody can ask for any more. */
@ApplicationScoped
class IdempotencyRetention implements Retention {

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  IdempotencyRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "idempotency records";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        """
        SELECT scope || E'\\n' || key AS place FROM idempotency_record
        WHERE expires_at <= ? AND scope || E'\\n' || key > ?
        ORDER BY place LIMIT ?
        """,
        row -> row.getString(1),
        clock.instant(),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    // A key may have been taken again since.
    sql.change(
        """
        DELETE FROM idempotency_record
        USING unnest(?) AS due (place)
        WHERE scope = split_part(place, E'\\n', 1)
          AND key = substr(place, strpos(place, E'\\n') + 1) AND expires_at <= ?
        """,
        keys,
        clock.instant());
  }
}
