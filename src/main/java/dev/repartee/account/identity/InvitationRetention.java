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

/** Forgets invitations that nobody has accepted: nobody can any more. */
@ApplicationScoped
class InvitationRetention implements Retention {

  private static final Duration GRACE = Duration.ofDays(1);

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  InvitationRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "invitations";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM invitation WHERE expires_at < ? AND CAST(id AS text) > ?"
            + " ORDER BY CAST(id AS text) LIMIT ?",
        row -> row.getString(1),
        clock.instant().minus(GRACE),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM invitation WHERE id = ANY (?)", keys.stream().map(UUID::fromString).toList());
  }
}
