package dev.repartee.account.audit;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Json;
import dev.repartee.foundation.data.Tenancy;
import dev.repartee.foundation.http.RequestOrigin;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.telemetry.LogFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Remembers what was done. */
@ApplicationScoped
public class Audit {

  private static final int SALT_BYTES = 16;

  private final AuditStore store;
  private final @Nullable Tenancy tenancy;
  private final @Nullable CurrentCaller currentCaller;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public Audit(
      DataSource dataSource, Tenancy tenancy, CurrentCaller currentCaller, InstantSource clock) {
    this(new AuditStore(dataSource), tenancy, currentCaller, clock);
  }

  /** Without a server around it, and so without callers. */
  Audit(AuditStore store, InstantSource clock) {
    this(store, null, null, clock);
  }

  private Audit(
      AuditStore store,
      @Nullable Tenancy tenancy,
      @Nullable CurrentCaller currentCaller,
      InstantSource clock) {
    this.store = store;
    this.tenancy = tenancy;
    this.currentCaller = currentCaller;
    this.clock = clock;
  }

  /**
   * Appends to the log of the act's workspace, in the caller's transaction: rolled back, it was
   * never done. Others who append to the same log wait until the transaction ends, so let this be
   * among the last things it does.
   *
   * <p>Works outside of a request, too; without a caller it was {@link Actor#SYSTEM}, and without a
   * workspace it belongs to {@link Act#INSTALLATION}.
   */
  @Transactional
  public void record(Act act) {
    Optional<Caller> caller = caller();
    UUID workspace = act.workspaceId();
    Actor actor = act.actor();
    append(
        act,
        workspace != null ? workspace : caller.map(Caller::workspaceId).orElse(Act.INSTALLATION),
        actor != null ? actor : caller.map(Actor::of).orElse(Actor.SYSTEM));
  }

  /**
   * Takes as long as {@link #record} and leaves nothing, for where the time an answer takes must
   * not tell whether there was something to record.
   */
  @Transactional
  public void recordNothing() {
    within(
        Act.INSTALLATION,
        () -> {
          store.touch(store.lock(Act.INSTALLATION));
          return null;
        });
  }

  private void append(Act act, UUID workspace, Actor actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as exact as Postgres keeps it
    Details details =
        new Details(
            RequestOrigin.current().map(RequestOrigin::address).orElse(null),
            redacted(act.before()),
            redacted(act.after()));
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String json = Json.write(details);
    String requestId = requestId();
    within(
        workspace,
        () -> {
          append(act, workspace, actor, now, requestId, salt, json);
          return null;
        });
  }

  /** The log may be that of another workspace than the caller's. */
  private void within(UUID workspace, Callable<@Nullable Void> work) {
    try {
      if (tenancy == null) {
        work.call();
      } else {
        tenancy.within(workspace, work);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("An act could not be recorded", e);
    }
  }

  private void append(
      Act act,
      UUID workspace,
      Actor actor,
      Instant now,
      @Nullable String requestId,
      byte[] salt,
      String json) {
    AuditStore.Head head = store.lock(workspace);
    Entry entry =
        new Entry(
            workspace,
            head.sequence() + 1,
            Ids.next(),
            now,
            act.action(),
            actor,
            act.subjectType(),
            act.subjectId(),
            requestId,
            Chain.digest(salt, json));
    store.append(entry, Chain.hash(head.hash(), entry), salt, json);
  }

  private static @Nullable Map<String, Object> redacted(Map<String, ?> state) {
    return state.isEmpty() ? null : Redaction.of(state);
  }

  /** The request's, or the job's. */
  private static @Nullable String requestId() {
    String request = LogFields.REQUEST_ID.get();
    return request != null ? request : LogFields.JOB_ID.get();
  }

  private Optional<Caller> caller() {
    try {
      return currentCaller == null ? Optional.empty() : currentCaller.find();
    } catch (ContextNotActiveException outsideOfRequests) {
      return Optional.empty();
    }
  }
}
