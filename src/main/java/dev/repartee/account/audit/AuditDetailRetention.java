package dev.repartee.account.audit;

import dev.repartee.foundation.data.Retention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Erases the details of old entries; the entries stay. */
@ApplicationScoped
class AuditDetailRetention implements Retention {

  private final AuditStore store;
  private final AuditConfig config;
  private final InstantSource clock;

  @Inject
  AuditDetailRetention(DataSource dataSource, AuditConfig config, InstantSource clock) {
    this.store = new AuditStore(dataSource);
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "audit details";
  }

  @Override
  public List<String> due(String after, int most) {
    return store.old(before(), after, most);
  }

  @Override
  public void remove(List<String> keys) {
    store.eraseOld(keys.stream().map(UUID::fromString).toList(), before(), clock.instant());
  }

  private Instant before() {
    return clock.instant().minus(config.keepDetails());
  }
}
