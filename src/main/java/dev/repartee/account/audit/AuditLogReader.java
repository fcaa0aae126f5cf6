package dev.repartee.account.audit;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workspaces that have a log. */
@Named("auditLogReader")
@Dependent
public class AuditLogReader extends AbstractItemReader {

  private static final int PAGE = 256;

  /** Comes before every workspace, and is none: the installation's own log is read first. */
  private @Nullable UUID last;

  private final AuditLog log;
  private final Deque<UUID> page = new ArrayDeque<>();

  @Inject
  AuditLogReader(AuditLog log) {
    this.log = log;
  }

  @Override
  public void open(@Nullable Serializable checkpoint) {
    last = checkpoint instanceof UUID id ? id : null;
  }

  @Override
  @SuppressWarnings("NullAway") // the end of the items is null, by the specification
  public @Nullable Object readItem() {
    UUID place = last;
    if (place == null) {
      last = Act.INSTALLATION;
      return last;
    }
    if (page.isEmpty()) {
      page.addAll(log.workspaces(place, PAGE));
    }
    UUID next = page.poll();
    if (next != null) {
      last = next;
    }
    return next;
  }

  /** The last workspace that was read. */
  @Override
  @SuppressWarnings("NullAway") // nothing was read: no checkpoint, by the specification
  public @Nullable Serializable checkpointInfo() {
    return last;
  }
}
