package dev.repartee.operate.health;

import dev.repartee.foundation.data.SchemaAtStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * What {@code /health/started}, {@code /health/live} and {@code /health/ready} say, after
 * MicroProfile Health. Ready means that every part is there, and that this instance stays; live
 * asks nobody else, because a restart of ours repairs nothing elsewhere.
 */
@ApplicationScoped
class HealthChecks {

  private final Checkup checkup;
  private final SchemaAtStart schema;
  private final Draining draining;

  @Inject
  HealthChecks(Checkup checkup, SchemaAtStart schema, Draining draining) {
    this.checkup = checkup;
    this.schema = schema;
    this.draining = draining;
  }

  @Produces
  @Startup
  @ApplicationScoped
  HealthCheck started() {
    return () ->
        HealthCheckResponse.named(Part.MIGRATIONS.wireName()).status(schema.applied()).build();
  }

  @Produces
  @Liveness
  @ApplicationScoped
  HealthCheck live() {
    return () -> HealthCheckResponse.up("server");
  }

  /** Down from the moment this instance is told to stop. */
  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck staying() {
    return () -> HealthCheckResponse.named("staying").status(!draining.begun()).build();
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck database() {
    return ready(Part.DATABASE);
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck migrationsApplied() {
    return ready(Part.MIGRATIONS);
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck redis() {
    return ready(Part.REDIS);
  }

  @Produces
  @Readiness
  @ApplicationScoped
  HealthCheck storage() {
    return ready(Part.STORAGE);
  }

  private HealthCheck ready(Part part) {
    return () -> {
      Finding finding = checkup.of(part);
      return HealthCheckResponse.named(part.wireName())
          .status(finding.up())
          .withData("detail", finding.detail())
          .withData("milliseconds", finding.took().toMillis())
          .build();
    };
  }
}
