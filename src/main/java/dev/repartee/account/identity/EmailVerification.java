package dev.repartee.account.identity;

import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.account.notification.Mail;
import dev.repartee.account.notification.Mailer;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.data.AcrossWorkspaces;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Finds out whether the address of an account is its owner's. */
@AcrossWorkspaces
@ApplicationScoped
class EmailVerification {

  static final String VIEW = "verify-email";

  private static final Duration LIFETIME = Duration.ofHours(24);

  /** Nobody gets more mail than this because somebody else asks for it. */
  private static final int MOST_AN_HOUR = 5;

  private final EntranceConfig config;
  private final UserRepository users;
  private final OneTimeTokens tokens;
  private final Mailer mailer;
  private final InstantSource clock;
  private final AccountAudit audit;

  @Inject
  EmailVerification(
      EntranceConfig config,
      UserRepository users,
      OneTimeTokens tokens,
      Mailer mailer,
      InstantSource clock,
      AccountAudit audit) {
    this.config = config;
    this.users = users;
    this.tokens = tokens;
    this.mailer = mailer;
    this.clock = clock;
    this.audit = audit;
  }

  /** Whether an account is of use only once its address is confirmed. */
  boolean isRequired() {
    return config.verificationRequired();
  }

  /**
   * Lets pass whose address is confirmed or need not be; others are sent another mail.
   *
   * @throws Problem with {@link ProblemType#EMAIL_NOT_VERIFIED}
   */
  @Transactional(dontRollbackOn = Problem.class) // the mail is sent
  void demand(User user) {
    if (isRequired() && !user.isVerified()) {
      send(user, user.passwordHash());
      throw new Problem(
          ProblemType.EMAIL_NOT_VERIFIED, "Follow the link in the mail that was sent to you.");
    }
  }

  /**
   * Sends another mail to a user who asks for it.
   *
   * @throws Problem with {@link ProblemType#CONFLICT} when the address is confirmed already
   */
  @Transactional
  void sendTo(UUID userId) {
    mailer.require();
    User user = users.byId(userId).orElseThrow(() -> Problem.notFound("user"));
    if (user.isVerified()) {
      throw new Problem(ProblemType.CONFLICT, "The address is confirmed already.");
    }
    send(user, user.passwordHash());
  }

  /**
   * Sends a mail with a link that confirms the address.
   *
   * @param passwordHash of the registration that the link confirms; it counts only while the
   *     account is nobody's yet, so that who registers with the address of another never has an
   *     account that the other has confirmed
   */
  @Transactional
  void send(User user, String passwordHash) {
    if (tokens.made(user.id(), Purpose.VERIFY_EMAIL, Duration.ofHours(1)) >= MOST_AN_HOUR) {
      return;
    }
    Secret token =
        user.isUnconfirmed()
            ? tokens.forRegistration(user.id(), user.email(), passwordHash, LIFETIME)
            : tokens.forUser(Purpose.VERIFY_EMAIL, user.id(), user.email(), LIFETIME);
    mailer.send(
        Mail.of(
                user.email(),
                "Confirm your e-mail address",
                "Somebody, most likely you, has given this address for an account.")
            .link("Confirm the address", mailer.link(VIEW, token))
            .then(
                "The link is good for a day and works once.",
                "If it was not you, do nothing: nobody can use the account with your address."));
  }

  /**
   * Confirms an address.
   *
   * @throws Problem with {@link ProblemType#LINK_NOT_VALID} when the token is not good
   */
  @Transactional
  void confirm(String token) {
    OneTimeToken used = tokens.use(Purpose.VERIFY_EMAIL, token);
    UUID id = used.userId();
    User user =
        (id == null ? java.util.Optional.<User>empty() : users.byId(id))
            .filter(known -> known.email().equals(used.email()))
            .orElseThrow(OneTimeTokens::notValid);
    String registered = used.passwordHash();
    if (user.isUnconfirmed() && registered != null && !registered.equals(user.passwordHash())) {
      user.changePassword(registered, clock.instant());
    }
    user.verify(clock.instant());
    users.update(user);
    tokens.endOf(user.id(), Purpose.VERIFY_EMAIL);
    audit.record("account.email_verified", user);
  }
}
