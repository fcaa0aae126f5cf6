package dev.repartee.account.audit;

import dev.repartee.foundation.data.Ids;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * Remembers what an operator did from a shell, where there is no request and no server: who did it
 * is {@link Actor#SYSTEM}, and there are no details.
 */
public final class CommandAudit {

  private static final int SALT_BYTES = 16;
  private static final String NO_DETAILS = "{}";

  private final AuditStore store;

  public CommandAudit(DataSource dataSource) {
    store = new AuditStore(dataSource);
  }

  /** Appends to the log of the act's workspace, or of the installation when it names none. */
  public void record(Act act) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    var workspace = act.workspaceId() == null ? Act.INSTALLATION : act.workspaceId();
    AuditStore.Head head = store.lock(workspace);
    Entry entry =
        new Entry(
            workspace,
            head.sequence() + 1,
            Ids.next(),
            Instant.now().truncatedTo(ChronoUnit.MICROS), // as exact as Postgres keeps it
            act.action(),
            Actor.SYSTEM,
            act.subjectType(),
            act.subjectId(),
            null,
            Chain.digest(salt, NO_DETAILS));
    store.append(entry, Chain.hash(head.hash(), entry), salt, NO_DETAILS);
  }
}
