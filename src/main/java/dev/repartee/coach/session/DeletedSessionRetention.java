package dev.repartee.coach.session;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/** Removes sessions for good that have been in the trash for long enough, with their pictures. */
@ApplicationScoped
class DeletedSessionRetention implements Retention {

  private final Sql sql;
  private final Jobs jobs;
  private final SessionConfig config;
  private final InstantSource clock;

  @Inject
  DeletedSessionRetention(
      DataSource dataSource, Jobs jobs, SessionConfig config, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.jobs = jobs;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "deleted sessions";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM session WHERE deleted_at < ? AND CAST(id AS text) > ?"
            + " ORDER BY CAST(id AS text) LIMIT ?",
        row -> row.getString(1),
        before(),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    // One that was restored since stays.
    List<String> pictures =
        sql
            .rows(
                "DELETE FROM session WHERE id = ANY (?) AND deleted_at < ? RETURNING image_key",
                row -> row.getString(1),
                keys.stream().map(UUID::fromString).toList(),
                before())
            .stream()
            .filter(Objects::nonNull)
            .toList();
    sql.change("DELETE FROM upload WHERE object_key = ANY (?)", pictures);
    pictures.forEach(key -> jobs.enqueue(new DeleteObject.Payload(key)));
  }

  private Instant before() {
    return clock.instant().minus(config.keepDeleted());
  }
}
