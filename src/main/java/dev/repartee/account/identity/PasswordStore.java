package dev.repartee.account.identity;

import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.account.notification.Mail;
import dev.repartee.account.notification.Mailer;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a changed password changes: all of it or nothing. */
@AcrossWorkspaces
@ApplicationScoped
class PasswordStore {

  private final UserRepository users;
  private final OneTimeTokens tokens;
  private final RefreshTokens refreshTokens;
  private final Mailer mailer;
  private final AccountAudit audit;
  private final InstantSource clock;

  @Inject
  PasswordStore(
      UserRepository users,
      OneTimeTokens tokens,
      RefreshTokens refreshTokens,
      Mailer mailer,
      AccountAudit audit,
      InstantSource clock) {
    this.users = users;
    this.tokens = tokens;
    this.refreshTokens = refreshTokens;
    this.mailer = mailer;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  Optional<User> user(UUID id) {
    return users.byId(id);
  }

  /** Uses a token up; whoever has it reads the account's mail, so its address is confirmed. */
  @Transactional
  User reset(String token, String hash) {
    OneTimeToken used = tokens.use(Purpose.RESET_PASSWORD, token);
    User user =
        users
            .byId(Objects.requireNonNull(used.userId()))
            .filter(known -> known.email().equals(used.email()))
            .orElseThrow(OneTimeTokens::notValid);
    user.verify(clock.instant());
    set(user, hash, Optional.empty());
    audit.record("auth.password_reset", user);
    return user;
  }

  /**
   * @throws Problem with {@link ProblemType#CONFLICT} when it was changed meanwhile
   */
  @Transactional
  User change(Caller caller, String before, String hash) {
    User user = users.byId(caller.userId()).orElseThrow(() -> Problem.notFound("user"));
    if (!user.passwordHash().equals(before)) {
      throw new Problem(ProblemType.CONFLICT, "The password was changed at the same time.");
    }
    set(user, hash, Devices.of(caller));
    audit.record("auth.password_changed", user);
    return user;
  }

  private void set(User user, String hash, Optional<UUID> kept) {
    user.changePassword(hash, clock.instant());
    users.update(user);
    refreshTokens.endAllBut(user.id(), kept);
    tokens.endOf(user.id(), Purpose.RESET_PASSWORD);
    mailer.inform(
        Mail.of(
                user.email(),
                "Your password was changed",
                "The password of your account was changed just now, and every other device was"
                    + " signed out.")
            .then(
                "If it was not you, choose another one at once: where one signs in, follow"
                    + " “Forgot password?”."));
  }
}
