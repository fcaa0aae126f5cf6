package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** How calls are received. */
@ApplicationScoped
public class HttpConfig implements ConfigSection {

  private final List<AddressRange> trustedProxies;
  private final Duration idempotencyLease;
  private final Duration idempotencyLifetime;

  @Inject
  public HttpConfig(Settings settings) {
    trustedProxies =
        settings.parsed(
            "TRUSTED_PROXIES",
            List.of(),
            AddressRange::parseList,
            "a comma-separated list of addresses and ranges, such as 10.0.0.0/8,::1");
    idempotencyLease =
        settings.duration(
            "IDEMPOTENCY_LEASE", Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofHours(1));
    idempotencyLifetime =
        settings.duration(
            "IDEMPOTENCY_LIFETIME",
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            Duration.ofDays(30));
  }

  /** Who may say for whom it forwards; nobody unless configured. */
  List<AddressRange> trustedProxies() {
    return trustedProxies;
  }

  /** After this a call that never ended counts as crashed, and its key can be used again. */
  Duration idempotencyLease() {
    return idempotencyLease;
  }

  /** How long an answer can be replayed. */
  Duration idempotencyLifetime() {
    return idempotencyLifetime;
  }
}
