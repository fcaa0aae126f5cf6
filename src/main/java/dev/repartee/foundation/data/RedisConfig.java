package dev.repartee.foundation.data;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;

/** Where Redis is and how long it may take to answer before we go on without it. */
@ApplicationScoped
public class RedisConfig implements ConfigSection {

  private final URI url;
  private final int database;
  private final Duration timeout;

  @Inject
  public RedisConfig(Settings settings) {
    url = settings.uri("REDIS_URL", URI.create("redis://localhost:6379"));
    String path = url.getPath().replaceFirst("^/", "");
    if (!path.matches("\\d{0,4}")) {
      settings.problem(
          "REDIS_URL", "must end with the number of a database, such as /0, or nothing");
      path = "";
    }
    database = path.isEmpty() ? 0 : Integer.parseInt(path);
    timeout =
        settings.duration(
            "REDIS_TIMEOUT", Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(30));
  }

  public URI url() {
    return url;
  }

  /** The number of the database, from the path of the URL; 0 without one. */
  public int database() {
    return database;
  }

  public Duration timeout() {
    return timeout;
  }
}
