package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.RowsByAge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Forgets jobs that failed for good, a while after. */
@ApplicationScoped
class DeadJobRetention {

  @Produces
  Retention deadJobs(DataSource dataSource, JobHistoryConfig config, InstantSource clock) {
    return new RowsByAge(
        "dead jobs",
        dataSource,
        "dead_job",
        "died_at",
        () -> clock.instant().minus(config.keepDead()));
  }
}
