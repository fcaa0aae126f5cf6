package dev.repartee.account.identity;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.CommandAudit;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.data.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Opens accounts from a shell, where registering over the API is not wanted or not possible yet.
 */
public final class OwnerAccounts {

  private static final int LONGEST_EMAIL = 254;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

  /** What was made. */
  public record Created(UUID userId, UUID workspaceId) {}

  private final Sql sql;
  private final CommandAudit audit;
  private final Passwords passwords;
  private final PasswordPolicy policy;

  /**
   * Works in whatever transaction the connection of the data source is in.
   *
   * @param settings says how passwords are hashed
   */
  public OwnerAccounts(DataSource dataSource, Settings settings) {
    sql = new Sql(dataSource);
    audit = new CommandAudit(dataSource);
    passwords = new Passwords(new IdentityConfig(settings));
    policy = new PasswordPolicy(passwords);
  }

  /** Whether this can be the address of an account. */
  public static boolean isEmail(String email) {
    return email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches();
  }

  /** Whether there is an account of this address. */
  public boolean exists(String email) {
    return !sql.rows("SELECT 1 FROM app_user WHERE lower(email) = ?", row -> true, normalize(email))
        .isEmpty();
  }

  /** What is wrong with a password, to be said of it; empty when the API would take it, too. */
  public Optional<String> objection(String password, String email, String workspaceName) {
    return policy.objection(password, email, workspaceName);
  }

  /** Opens an account that owns a new workspace. There must be none of this address yet. */
  public Created create(String email, String password, String workspaceName) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    UUID user = Ids.next();
    UUID workspace = Ids.next();
    sql.change(
        "INSERT INTO app_user"
            + " (id, email, password_hash, created_at, updated_at, email_verified_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        user,
        normalize(email),
        passwords.hash(password),
        now,
        now,
        now);
    sql.change(
        "INSERT INTO workspace (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)",
        workspace,
        workspaceName,
        now,
        now);
    sql.change(
        "INSERT INTO membership (id, workspace_id, user_id, role, created_at)"
            + " VALUES (?, ?, ?, 'OWNER', ?)",
        Ids.next(),
        workspace,
        user,
        now);
    audit.record(Act.of("account.created_by_operator").in(workspace).on("user", user));
    return new Created(user, workspace);
  }

  private static String normalize(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
