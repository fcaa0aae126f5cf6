package dev.repartee.account.clerk;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** Forgets which events have come, long after Svix has stopped trying to deliver them. */
@ApplicationScoped
class ClerkWebhookRetention implements Retention {

  private static final Duration KEPT = Duration.ofDays(60);

  private final Sql sql;
  private final InstantSource clock;

  @Inject
  ClerkWebhookRetention(DataSource dataSource, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "events of Clerk";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM clerk_webhook WHERE received_at < ? AND id COLLATE \"C\" > ?"
            + " ORDER BY id COLLATE \"C\" LIMIT ?",
        row -> row.getString(1),
        clock.instant().minus(KEPT),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change("DELETE FROM clerk_webhook WHERE id = ANY (?)", keys);
  }
}
