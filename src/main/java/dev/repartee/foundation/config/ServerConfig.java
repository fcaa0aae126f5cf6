package dev.repartee.foundation.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;

/** Where this server stands and what it calls itself. */
@ApplicationScoped
public class ServerConfig implements ConfigSection {

  /** Which rules hold: production insists on strong secrets and secure cookies, local does not. */
  public enum Environment {
    LOCAL,
    PRODUCTION
  }

  /** What an instance is for. */
  public enum Role {
    API,
    WORKER,
    ALL
  }

  private final Environment environment;
  private final Role role;
  private final int port;
  private final URI apiBaseUrl;
  private final List<String> corsOrigins;

  @Inject
  public ServerConfig(Settings settings) {
    environment = settings.choice("APP_ENV", Environment.PRODUCTION);
    role = settings.choice("ROLE", Role.ALL);
    port = settings.number("PORT", 9080, 1, 65_535);
    apiBaseUrl = settings.uri("API_BASE_URL", URI.create("http://localhost:" + port));
    corsOrigins = settings.list("CORS_ORIGINS", List.of());
  }

  public Environment environment() {
    return environment;
  }

  public boolean isProduction() {
    return environment == Environment.PRODUCTION;
  }

  /** Whether this instance answers calls; a worker only tells how it is. */
  public boolean answers() {
    return role != Role.WORKER;
  }

  public int port() {
    return port;
  }

  /** The address under which clients reach this server. */
  public URI apiBaseUrl() {
    return apiBaseUrl;
  }

  /** The origins whose pages may call the API; empty means only our own page. */
  public List<String> corsOrigins() {
    return corsOrigins;
  }
}
