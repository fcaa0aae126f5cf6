package dev.repartee.account.audit;

import dev.repartee.foundation.data.AcrossWorkspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Erases what the log says about people: addresses, and how things were before and after. That
 * something was done stays, and the chain stays whole; ids are all that is left of whoever did it.
 */
@AcrossWorkspaces
@ApplicationScoped
public class AuditErasure {

  private final AuditStore store;
  private final InstantSource clock;

  @Inject
  public AuditErasure(DataSource dataSource, InstantSource clock) {
    store = new AuditStore(dataSource);
    this.clock = clock;
  }

  /**
   * Erases the details of what a person did and of what was done to them, in every workspace; in
   * the caller's transaction.
   *
   * @return of how many entries
   */
  @Transactional
  public int ofUser(UUID user) {
    return store.eraseUser(user, clock.instant());
  }

  /** Erases the details of everything in the log of a workspace; in the caller's transaction. */
  @Transactional
  public int ofWorkspace(UUID workspace) {
    return store.eraseWorkspace(workspace, clock.instant());
  }
}
