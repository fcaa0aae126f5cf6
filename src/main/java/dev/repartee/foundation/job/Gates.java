package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import javax.sql.DataSource;

/** What keeps the workers of this instance from taking jobs: paused queues, and limits. */
@ApplicationScoped
class Gates {

  private final Statements statements;
  private final Limiter limiter;
  private final Handlers handlers;
  private final JobConfig config;
  private volatile Set<String> paused = Set.of();

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

  boolean isPaused(String queue) {
    return paused.contains(queue);
  }

  Gate of(String queue) {
    QueueLimits said = handlers.limits(queue);
    int configured = config.limit(queue);
    return new Gate(queue, this, limiter, configured == 0 ? said : said.running(configured));
  }
}
