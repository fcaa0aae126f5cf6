package dev.repartee.operate.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.DatabaseAddress;
import dev.repartee.foundation.data.OneConnection;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionCanary;
import dev.repartee.foundation.security.EncryptionConfig;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RotateKeysIT {

  private static final String ONE = "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwXo=";
  private static final String OTHER = "4zu9v1XlP8mKcBqk0f1gP8GkWJm2cJc0hYv3nqzC9zE=";

  private final LocalServices services = LocalServices.forTests();
  private final String database = services.newDatabase("template0");

  @Test
  void everyKeyIsRotatedFromAShell() throws Exception {
    Shell before = shell(Map.of("ENCRYPTION_KEY", ONE));
    before.run("migrate").expect(0);
    plantCanary();
    before.run("rotate-keys", "--signing-stolen").expect(0);
    assertTrue(before.run("rotate-keys").expect(0).out().contains("already"));
    assertTrue(
        shell(Map.of("ENCRYPTION_KEY", OTHER))
            .run("rotate-keys")
            .expect(78)
            .err()
            .contains("not the key"));

    Map<String, String> both = Map.of("ENCRYPTION_KEY", OTHER, "ENCRYPTION_KEY_PREVIOUS", ONE);
    Shell now = shell(both);
    assertTrue(now.run("rotate-keys", "--begin").expect(0).out().contains("Job "));
    CompletableFuture<Shell.Outcome> follower =
        CompletableFuture.supplyAsync(() -> now.run("rotate-keys"));
    Map<String, String> variables = new HashMap<>(both);
    variables.put("DATABASE_URL", database);
    try (TestServer server = TestServer.start("rotate-keys", variables)) {
      Shell.Outcome done = follower.get().expect(0);
      assertTrue(done.out().contains("ENCRYPTION_KEY_PREVIOUS can be removed"), done.out());
      Shell after = shell(Map.of("ENCRYPTION_KEY", OTHER));
      assertTrue(after.run("rotate-keys").expect(0).out().contains("already"));

      ApiClient member = server.member();
      assertTrue(after.run("rotate-keys", "--signing").expect(0).out().contains("signs from"));
      assertTrue(after.run("rotate-keys", "--signing").expect(0).out().contains("there already"));
      member.get("/api/v1/users/me").expect(200);
      assertTrue(
          Eventually.isTrue(
              () ->
                  server.client().get("/api/v1/auth/jwks").expect(200).json().get("keys").size()
                      == 2),
          "the next one is listed");

      after.run("rotate-keys", "--signing-stolen").expect(0);
      assertTrue(
          Eventually.isTrue(() -> member.get("/api/v1/users/me").status() == 401),
          "every token of before ends");
      assertTrue(
          Eventually.isTrue(() -> server.member().get("/api/v1/users/me").status() == 200),
          "signing in again helps");
    }
    now.run("rotate-keys", "--begin", "--signing").expect(64);
  }

  private Shell shell(Map<String, String> keys) {
    Map<String, String> environment = new HashMap<>(services.environment());
    environment.put("DATABASE_URL", database);
    environment.putAll(keys);
    return new Shell(environment);
  }

  /** As the first start does. */
  private void plantCanary() throws Exception {
    Settings settings = Settings.of(Map.of("APP_ENV", "local", "ENCRYPTION_KEY", ONE));
    Encryption encryption =
        Encryption.alone(new EncryptionConfig(settings, new ServerConfig(settings)));
    try (Connection connection =
        DriverManager.getConnection(DatabaseAddress.parse(database).orElseThrow().jdbc("test"))) {
      assertTrue(new EncryptionCanary(new OneConnection(connection), encryption).isReadable());
    }
  }
}
