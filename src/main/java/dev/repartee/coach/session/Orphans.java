package dev.repartee.coach.session;

import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Pictures in storage that no session is about. */
@ApplicationScoped
class Orphans {

  private final Sql sql;
  private final Jobs jobs;

  @Inject
  Orphans(DataSource dataSource, Jobs jobs) {
    this.sql = new Sql(dataSource);
    this.jobs = jobs;
  }

  /**
   * Removes those of the pictures that no session refers to, in the caller's transaction; the
   * objects go after its commit. A session that is just being made about one makes this fail, to be
   * tried again.
   */
  void remove(Collection<String> keys) {
    Set<String> orphans = new HashSet<>(keys);
    List<String> used =
        sql.rows(
            "SELECT image_key FROM session WHERE image_key = ANY (?)",
            row -> row.getString(1),
            keys);
    orphans.removeAll(used);
    sql.change("DELETE FROM upload WHERE object_key = ANY (?)", orphans);
    orphans.forEach(key -> jobs.enqueue(new DeleteObject.Payload(key)));
  }
}
