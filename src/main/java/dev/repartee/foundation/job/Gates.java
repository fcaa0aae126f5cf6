package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What keeps the workers of this instance from taking jobs: paused queues, and limits. */
@ApplicationScoped
class Gates {

  private static final System.Logger LOG = System.getLogger(Gates.class.getName());

  private final Statements statements;
  private final Limiter limiter;
  private final Handlers handlers;
  private final JobConfig config;

  /** Nothing is known before Postgres has been asked once; until then all are closed. */
  private volatile @Nullable Set<String> paused;

  @Inject
  Gates(
      DataSource dataSource,
      Container container,
      Dispatcher dispatcher,
      Handlers handlers,
      JobConfig config) {
    this.statements = new Statements(dataSource);
    this.limiter = new Limiter(dataSource, container, dispatcher);
    this.handlers = handlers;
    this.config = config;
  }

  /** Learns from Postgres what is paused. */
  void refresh() {
    paused = Set.copyOf(statements.rows("SELECT queue FROM job_pause", row -> row.getString(1)));
  }

  /** As {@link #refresh}, for a start while Postgres may be away. */
  void refreshIfPossible() {
    try {
      refresh();
    } catch (JobStoreUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, "No job is taken before Postgres answers", e);
    }
  }

  boolean isPaused(String queue) {
    Set<String> known = paused;
    return known == null || known.contains(queue);
  }

  Gate of(String queue) {
    QueueLimits said = handlers.limits(queue);
    int configured = config.limit(queue);
    return new Gate(queue, this, limiter, configured == 0 ? said : said.running(configured));
  }
}
