package dev.repartee.account.audit;

import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Reads and checks the log. */
@ApplicationScoped
class AuditLog {

  private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

  private final AuditStore store;
  private final Counter verified;
  private final Counter broken;

  @Inject
  AuditLog(DataSource dataSource, MetricRegistry metrics) {
    store = new AuditStore(dataSource);
    verified = metrics.counter("repartee_audit_logs_verified_total");
    broken = metrics.counter("repartee_audit_logs_broken_total");
  }

  /** Entries of the caller's workspace, newest first, before a number. */
  List<AuditStore.Stored> page(Caller caller, long before, AuditFilter filter, int most) {
    return store.before(caller.workspaceId(), before, filter, most);
  }

  /** Checks a log; what is wrong is told to operators. */
  Verification.Result verify(UUID workspace) {
    Verification.Result result = Verification.of(store, workspace);
    verified.inc();
    Verification.Flaw flaw = result.flaw();
    if (flaw != null) {
      broken.inc();
      LOG.log(
          System.Logger.Level.ERROR,
          "The audit log of workspace {0} is broken after entry {1}: {2}",
          workspace,
          Long.toString(result.entries()),
          flaw.wireName());
    }
    return result;
  }

  /** Whose logs there are, in the order of their ids. */
  List<UUID> workspaces(UUID after, int most) {
    return store.workspaces(after, most);
  }
}
