package dev.repartee.account.key;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.RowsByAge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Forgets API keys a month after they expired; until then the list shows that they did. */
@ApplicationScoped
class ExpiredKeyRetention {

  private static final Duration SHOWN = Duration.ofDays(30);

  @Produces
  Retention expiredKeys(DataSource dataSource, InstantSource clock) {
    return new RowsByAge(
        "expired API keys",
        dataSource,
        "api_key",
        "expires_at",
        () -> clock.instant().minus(SHOWN));
  }
}
