package dev.repartee.account.identity;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.RowsByAge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** What has expired is refused whether it is known or not, and is forgotten a day after. */
@ApplicationScoped
class IdentityRetention {

  /**
   * So that a clock that is a little ahead removes nothing that others still take. One-time tokens
   * count for how many mails somebody gets, too.
   */
  private static final Duration GRACE = Duration.ofDays(1);

  @Produces
  Retention refreshTokens(DataSource dataSource, InstantSource clock) {
    return expired("refresh tokens", "refresh_token", dataSource, clock);
  }

  /** Used or not. */
  @Produces
  Retention oneTimeTokens(DataSource dataSource, InstantSource clock) {
    return expired("one-time tokens", "one_time_token", dataSource, clock);
  }

  @Produces
  Retention invitations(DataSource dataSource, InstantSource clock) {
    return expired("invitations", "invitation", dataSource, clock);
  }

  private static Retention expired(
      String name, String table, DataSource dataSource, InstantSource clock) {
    return new RowsByAge(name, dataSource, table, "expires_at", () -> clock.instant().minus(GRACE));
  }
}
