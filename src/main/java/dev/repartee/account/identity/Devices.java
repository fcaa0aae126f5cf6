package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Credential;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is signed in. A device is a family of refresh tokens, in whichever workspace; what
 * ends it ends its access tokens too, everywhere within a second.
 */
@AcrossWorkspaces
@ApplicationScoped
class Devices {

  /**
   * A device.
   *
   * @param lastUsedAt when it last got an access token
   * @param endsAt when it is signed out if it is not used, or at the latest
   */
  record Device(
      UUID id,
      Instant signedInAt,
      Instant lastUsedAt,
      Instant endsAt,
      @Nullable String address,
      @Nullable String name) {}

  private static final String SUBJECT = "session";
  private static final UUID NONE = new UUID(0, 0);

  private final Sql sql;
  private final RefreshTokenRepository tokens;
  private final InstantSource clock;
  private final Audit audit;
  private final Event<KnownMembers.Changed> changed;

  @Inject
  Devices(
      DataSource dataSource,
      RefreshTokenRepository tokens,
      InstantSource clock,
      Audit audit,
      Event<KnownMembers.Changed> changed) {
    this.sql = new Sql(dataSource);
    this.tokens = tokens;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
  }

  /** The device that the caller's access token was given to. */
  static Optional<UUID> of(Caller caller) {
    return caller.credential().kind() == Credential.Kind.ACCESS_TOKEN
        ? Optional.ofNullable(caller.credential().id())
        : Optional.empty();
  }

  /** The caller's devices, the last signed in first; one more than the limit. */
  List<Device> page(Caller caller, Optional<UUID> before, int limit) {
    @Nullable UUID from = before.orElse(null);
    return sql.rows(
        """
        SELECT DISTINCT ON (family) family, coalesce(signed_in_at, created_at) AS signed_in_at,
          created_at, expires_at, address, device
        FROM refresh_token t
        WHERE user_id = ? AND expires_at > ? AND (CAST(? AS uuid) IS NULL OR family < ?)
          AND NOT EXISTS (SELECT 1 FROM refresh_token r
            WHERE r.family = t.family AND r.revoked_at IS NOT NULL)
        ORDER BY family DESC, created_at DESC LIMIT ?
        """,
        Devices::read,
        caller.userId(),
        clock.instant(),
        from,
        from,
        limit + 1);
  }

  private static Device read(ResultSet row) throws SQLException {
    return new Device(
        row.getObject("family", UUID.class),
        row.getObject("signed_in_at", OffsetDateTime.class).toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getString("address"),
        row.getString("device"));
  }

  /** When the caller signed in on the device they call from; empty when that is not known. */
  Optional<Instant> signedInAt(Caller caller) {
    return of(caller)
        .flatMap(
            device ->
                sql
                    .rows(
                        "SELECT signed_in_at FROM refresh_token"
                            + " WHERE family = ? AND signed_in_at IS NOT NULL LIMIT 1",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        device)
                    .stream()
                    .findFirst());
  }

  /** Signs out one of the caller's devices. */
  @Transactional
  void signOut(Caller caller, UUID id) {
    if (tokens.revokeOf(caller.userId(), id, clock.instant()) == 0) {
      throw Problem.notFound("device");
    }
    changed.fire(new KnownMembers.Changed(caller.userId()));
    audit.record(Act.of("auth.device_signed_out").on(SUBJECT, id));
  }

  /** Signs out all of the caller's devices but the one they call from. */
  @Transactional
  void signOutOthers(Caller caller) {
    if (tokens.revokeOthers(caller.userId(), of(caller).orElse(NONE), clock.instant()) > 0) {
      changed.fire(new KnownMembers.Changed(caller.userId()));
      audit.record(Act.of("auth.other_devices_signed_out").on("user", caller.userId()));
    }
  }
}
