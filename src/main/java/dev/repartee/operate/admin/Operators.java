package dev.repartee.operate.admin;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Tells operators from other members. Queues and jobs belong to everybody's workspaces, so the role
 * in one's own workspace is not enough: it must be the workspace of the operator. On a local server
 * without {@code OPERATOR_WORKSPACE} that is the first workspace there was; in production there is
 * then no operator.
 */
@AcrossWorkspaces
@ApplicationScoped
class Operators {

  private final OperatorConfig config;
  private final ServerConfig server;
  private final CurrentCaller caller;
  private final Sql sql;

  @Inject
  Operators(
      OperatorConfig config, ServerConfig server, CurrentCaller caller, DataSource dataSource) {
    this.config = config;
    this.server = server;
    this.caller = caller;
    this.sql = new Sql(dataSource);
  }

  /**
   * Lets operators pass.
   *
   * @throws Problem with {@link ProblemType#FORBIDDEN} for everybody else
   */
  void check() {
    if (!operates()) {
      throw new Problem(
          ProblemType.FORBIDDEN, "Only the workspace that operates this installation may do this.");
    }
  }

  /** Whether the caller's workspace is the one that operates this installation. */
  boolean operates() {
    return workspace().filter(caller.get().workspaceId()::equals).isPresent();
  }

  private Optional<UUID> workspace() {
    if (config.workspace().isPresent() || server.isProduction()) {
      return config.workspace();
    }
    return sql
        .rows(
            "SELECT id FROM workspace ORDER BY created_at, id LIMIT 1",
            row -> row.getObject(1, UUID.class))
        .stream()
        .findFirst();
  }
}
