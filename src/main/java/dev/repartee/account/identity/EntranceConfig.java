package dev.repartee.account.identity;

import dev.repartee.account.notification.MailConfig;
import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;

/** Whether addresses have to be confirmed, and how guessing is slowed. */
@ApplicationScoped
class EntranceConfig implements ConfigSection {

  private enum Verification {
    OFF,
    REQUIRED
  }

  private final Verification verification;
  private final int freeLogins;
  private final Tries.Waits waits;

  @Inject
  EntranceConfig(Settings settings, ServerConfig server, MailConfig mail) {
    verification =
        settings
            .optional(
                "EMAIL_VERIFICATION",
                text -> Verification.valueOf(text.toUpperCase(Locale.ROOT)),
                "off or required")
            .orElse(
                server.isProduction() && mail.sends() ? Verification.REQUIRED : Verification.OFF);
    if (verification == Verification.REQUIRED && !mail.sends()) {
      settings.problem("EMAIL_VERIFICATION", "can only be required with RESEND_API_KEY");
    }
    freeLogins = settings.number("LOGIN_FREE_ATTEMPTS", 5, 1, 1000);
    Duration first =
        settings.duration(
            "LOGIN_WAIT", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1));
    Duration longest =
        settings.duration(
            "LOGIN_WAIT_MAX", Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofDays(1));
    if (longest.compareTo(first) < 0) {
      settings.problem("LOGIN_WAIT_MAX", "must not be less than LOGIN_WAIT");
    }
    waits = new Tries.Waits(first, longest);
  }

  /** Whether an account is of use only once its address is known to be its owner's. */
  boolean verificationRequired() {
    return verification == Verification.REQUIRED;
  }

  /** How many attempts at an account from one network are free. */
  int freeLogins() {
    return freeLogins;
  }

  Tries.Waits loginWaits() {
    return waits;
  }
}
