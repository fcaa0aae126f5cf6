package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Actor;
import dev.repartee.account.audit.Audit;
import dev.repartee.account.audit.AuditErasure;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that somebody else keeps: what that one says is done here. Everything happens in the
 * caller's transaction; nobody is asked for a password, and none is good for such an account.
 */
@AcrossWorkspaces
@ApplicationScoped
public class ExternalAccounts {

  private static final int LONGEST_NAME = 120;

  private final Sql sql;
  private final Passwords passwords;
  private final Audit audit;
  private final AuditErasure erasure;
  private final Event<KnownMembers.Changed> changed;
  private final InstantSource clock;

  @Inject
  ExternalAccounts(
      DataSource dataSource,
      Passwords passwords,
      Audit audit,
      AuditErasure erasure,
      Event<KnownMembers.Changed> changed,
      InstantSource clock) {
    this.changed = changed;
    this.sql = new Sql(dataSource);
    this.passwords = passwords;
    this.audit = audit;
    this.erasure = erasure;
    this.clock = clock;
  }

  /** Whose account this address is; empty for nobody's. */
  public Optional<UUID> withEmail(String email) {
    return one(
        sql.rows(
            "SELECT id FROM app_user WHERE lower(email) = ?",
            ExternalAccounts::id,
            normalize(email)));
  }

  /**
   * Opens an account with a workspace of its own. The address must be nobody's yet.
   *
   * @param verified whether the provider has seen that the address is theirs
   * @param provider who keeps it, for the audit log
   * @return the workspace, which they own
   */
  public UUID open(
      UUID user, String email, boolean verified, @Nullable String name, String provider) {
    Instant now = now();
    String address = normalize(email);
    sql.change(
        "INSERT INTO app_user (id, email, name, password_hash, created_at, updated_at,"
            + " email_verified_at) VALUES (?, ?, ?, ?, ?, ?, CASE WHEN ? THEN now() END)",
        user,
        address,
        shortened(name),
        passwords.ofNobody(),
        now,
        now,
        verified);
    String owner = name != null ? name : address.substring(0, address.indexOf('@'));
    UUID workspace = openWorkspace(owner + "'s workspace");
    insert(user, workspace, Role.OWNER);
    audit.record(
        Act.of("account.registered")
            .in(workspace)
            .by(user)
            .on("user", user)
            .after(Map.of("provider", provider)));
    return workspace;
  }

  /** Whether it was seen here that the address of an account is its owner's. */
  public boolean isVerified(UUID user) {
    return !sql.rows(
            "SELECT 1 FROM app_user WHERE id = ? AND email_verified_at IS NOT NULL",
            row -> true,
            user)
        .isEmpty();
  }

  /** The first workspace that an account owns. */
  public Optional<UUID> ownedBy(UUID user) {
    return one(
        sql.rows(
            "SELECT workspace_id FROM membership WHERE user_id = ? AND role = 'OWNER'"
                + " ORDER BY created_at LIMIT 1",
            ExternalAccounts::id,
            user));
  }

  /** Opens a workspace without members. */
  public UUID openWorkspace(String name) {
    Instant now = now();
    UUID workspace = Ids.next();
    sql.change(
        "INSERT INTO workspace (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)",
        workspace,
        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
        now,
        now);
    return workspace;
  }

  /** Notes another address and name; an address that is somebody else's by now is left out. */
  public void change(UUID user, String email, @Nullable String name) {
    boolean free = withEmail(email).map(user::equals).orElse(true);
    sql.change(
        "UPDATE app_user SET name = ?, email = CASE WHEN ? THEN ? ELSE email END, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        shortened(name),
        free,
        normalize(email),
        now(),
        user);
  }

  public Optional<Role> role(UUID user, UUID workspace) {
    return one(
        sql.rows(
            "SELECT role FROM membership WHERE user_id = ? AND workspace_id = ?",
            row -> Role.valueOf(row.getString(1)),
            user,
            workspace));
  }

  public boolean hasOwner(UUID workspace) {
    return !sql.rows(
            "SELECT 1 FROM membership WHERE workspace_id = ? AND role = 'OWNER' LIMIT 1",
            row -> true,
            workspace)
        .isEmpty();
  }

  /** Makes somebody a member with this role, or gives a member this role. */
  public void join(UUID user, UUID workspace, Role role) {
    Optional<Role> before = role(user, workspace);
    if (before.equals(Optional.of(role))) {
      return;
    }
    if (before.isEmpty()) {
      insert(user, workspace, role);
    } else {
      sql.change(
          "UPDATE membership SET role = ?, version = version + 1"
              + " WHERE user_id = ? AND workspace_id = ?",
          role.name(),
          user,
          workspace);
    }
    changed.fire(new KnownMembers.Changed(user));
    Act act =
        Act.of(before.isEmpty() ? "member.joined" : "member.role_changed")
            .in(workspace)
            .by(Actor.SYSTEM)
            .on("user", user)
            .after(Map.of("role", role));
    audit.record(before.map(old -> act.before(Map.of("role", old))).orElse(act));
  }

  private void insert(UUID user, UUID workspace, Role role) {
    sql.change(
        "INSERT INTO membership (id, workspace_id, user_id, role, created_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        Ids.next(),
        workspace,
        user,
        role.name(),
        now());
  }

  /** Ends a membership. Of those who stay, the first ADMIN or else MEMBER owns what nobody does. */
  public void leave(UUID user, UUID workspace) {
    if (end(user, workspace)) {
      audit.record(Act.of("member.removed").in(workspace).by(Actor.SYSTEM).on("user", user));
    }
  }

  private boolean end(UUID user, UUID workspace) {
    boolean left =
        sql.change("DELETE FROM membership WHERE user_id = ? AND workspace_id = ?", user, workspace)
            > 0;
    if (left && !hasOwner(workspace)) {
      sql.rows(
              "UPDATE membership SET role = 'OWNER', version = version + 1 WHERE id = (SELECT id"
                  + " FROM membership WHERE workspace_id = ? ORDER BY role, created_at LIMIT 1)"
                  + " RETURNING user_id",
              ExternalAccounts::id,
              workspace)
          .forEach(heir -> changed.fire(new KnownMembers.Changed(heir)));
    }
    changed.fire(new KnownMembers.Changed(user));
    return left;
  }

  /** Closes an account: its memberships end, and workspaces where nobody else is are deleted. */
  public void close(UUID user) {
    List<UUID> workspaces =
        sql.rows(
            "SELECT workspace_id FROM membership WHERE user_id = ? ORDER BY workspace_id",
            ExternalAccounts::id,
            user);
    for (UUID workspace : workspaces) {
      sql.rows("SELECT 1 FROM workspace WHERE id = ? FOR UPDATE", row -> true, workspace);
      boolean alone =
          sql.rows(
                  "SELECT 1 FROM membership WHERE workspace_id = ? AND user_id <> ? LIMIT 1",
                  row -> true,
                  workspace,
                  user)
              .isEmpty();
      if (alone) {
        sql.change("DELETE FROM workspace WHERE id = ?", workspace);
      } else {
        end(user, workspace);
      }
      audit.record(Act.of("account.deleted").in(workspace).by(Actor.SYSTEM).on("user", user));
      if (alone) {
        audit.record(
            Act.of("workspace.deleted").in(workspace).by(Actor.SYSTEM).on("workspace", workspace));
        erasure.ofWorkspace(workspace);
      }
    }
    sql.change("DELETE FROM app_user WHERE id = ?", user);
    changed.fire(new KnownMembers.Changed(user));
    erasure.ofUser(user);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable String shortened(@Nullable String name) {
    return name != null && name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private static String normalize(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static <T> Optional<T> one(List<T> rows) {
    return rows.stream().findFirst();
  }

  private static UUID id(ResultSet row) throws SQLException {
    return row.getObject(1, UUID.class);
  }
}
