package dev.repartee.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.foundation.http.RateLimit;
import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server with real services and a database of its own. {@link #shared()} is started once for a
 * test run, its rate limits out of reach; {@link #strict()} as well, with little patience. Every
 * server here believes the addresses that {@link ApiClient} claims, so that each client is counted
 * for itself.
 */
public final class TestServer implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Map<String, String> OUT_OF_REACH =
      Arrays.stream(RateLimit.values())
          .collect(Collectors.toUnmodifiableMap(RateLimit::variable, rule -> "1000000"));
  private static final Map<String, String> STRICT =
      Map.of(
          "API_BASE_URL", "https://repartee.example.com",
          "JWT_EXPIRES_IN", "8s",
          "REFRESH_TOKEN_GRACE", "0s",
          "SIGN_IN_MAX_AGE_BRIEF", "4s",
          "WEBSOCKET_AUTHENTICATE_WITHIN", "3s",
          "WEBSOCKET_PING_INTERVAL", "1s",
          "WEBSOCKET_QUEUE_MESSAGES", "64",
          "WEBSOCKET_MESSAGES_PER_MINUTE", "1000000");

  /** A server that lives for a minute is not worth much compiling. */
  private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

  private static final int REDIS_DATABASE_COUNT = 16;
  private static final Map<String, Integer> REDIS_DATABASES = new HashMap<>();
  private static @Nullable TestServer shared;
  private static @Nullable TestServer strict;

  private final LibertyServer server;
  private final String database;
  private final Path console;

  /**
   * @param database with the login of whoever owns the tables
   */
  private TestServer(LibertyServer server, String database, Path console) {
    this.server = server;
    this.database = database;
    this.console = console;
  }

  /** The server that all tests of this process share; it is stopped when the process ends. */
  public static synchronized TestServer shared() {
    if (shared == null) {
      shared = untilTheEnd("shared", OUT_OF_REACH);
    }
    return shared;
  }

  /**
   * A second instance beside {@link #shared()}, on the same database and Redis, that does not wait:
   * access tokens of seconds, no grace, the rate limits of production. A test may stop it; the next
   * one gets a new one.
   */
  public static synchronized TestServer strict() {
    if (strict == null || !strict.process().isRunning()) {
      Map<String, String> variables = new HashMap<>(STRICT);
      variables.put("DATABASE_URL", shared().database);
      strict = untilTheEnd("strict", variables);
      strict.member().get("/api/v1/users/me"); // the first calls are slow
    }
    return strict;
  }

  /**
   * Everything that {@link #shared()} and {@link #strict()}, if there is one, have printed so far:
   * a job runs on either.
   */
  public static synchronized String sharedLogs() {
    return shared().log() + (strict == null ? "" : strict.log());
  }

  /** As {@link #start(String, Map)}, for several classes; it is stopped when the process ends. */
  public static TestServer untilTheEnd(String name, Map<String, String> variables) {
    LocalServices.forTests(); // stopped after the server, not before
    TestServer fresh = startForManyCalls(name, variables);
    Runtime.getRuntime().addShutdownHook(new Thread(fresh::close, "stop server " + name));
    return fresh;
  }

  /**
   * A server of the test's own, on a database without rows, with these variables besides the usual.
   */
  public static TestServer start(String name, Map<String, String> variables) {
    return start(name, variables, LocalServices.forTests());
  }

  /** As {@link #start(String, Map)}; what is hot in it is compiled well, and it starts slower. */
  public static TestServer startForManyCalls(String name, Map<String, String> variables) {
    return awaitReady(launch(name, variables, LocalServices.forTests(), List.of()));
  }

  /** As {@link #start(String, Map)}, on services that the test stops and starts as it likes. */
  public static TestServer startOn(
      LocalServices services, String name, Map<String, String> variables) {
    return start(name, variables, services);
  }

  /** As {@link #startOn}, for services that are not all there: waits until it answers at all. */
  public static TestServer startUnready(
      LocalServices services, String name, Map<String, String> variables) {
    TestServer server = launch(name, variables, services, SHORT_LIVED);
    if (!Eventually.isTrue(PATIENCE, () -> server.answers() || !server.process().isRunning())
        || !server.process().isRunning()) {
      server.close();
      throw new IllegalStateException(String.join("\n", server.process().lastLines()));
    }
    return server;
  }

  private boolean answers() {
    try {
      return get("/api/healthz").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Gets what is not part of the API, such as health and metrics; the answer as it is. */
  public HttpResponse<String> get(String path) {
    HttpRequest request = HttpRequest.newBuilder(baseUrl().resolve(path)).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static TestServer start(
      String name, Map<String, String> variables, LocalServices services) {
    return awaitReady(launch(name, variables, services, SHORT_LIVED));
  }

  private static TestServer awaitReady(TestServer server) {
    try {
      server.process().awaitReady(PATIENCE);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static TestServer launch(
      String name, Map<String, String> variables, LocalServices services, List<String> jvm) {
    Map<String, String> environment = new HashMap<>(services.environment());
    if (!variables.containsKey("DATABASE_URL")) {
      environment.put("DATABASE_URL", TestDatabase.migrated(services));
    }
    environment.put("JWT_SECRET", "for-tests-only-".repeat(3));
    environment.put("TRUSTED_PROXIES", "127.0.0.0/8,::1");
    environment.put("CORS_ORIGINS", "https://app.example.com");
    environment.put("LOG_FORMAT", "json");
    environment.put("DRAIN_DELAY", "0s"); // nobody sends requests through a load balancer
    environment.putAll(variables);
    if (!variables.containsKey("REDIS_URL")) {
      environment.merge("REDIS_URL", "/" + redisDatabase(environment), String::concat);
    }
    LibertyOptions options =
        LibertyOptions.ofProduct(name + "-" + services.name(), environment).withJvmArguments(jvm);
    LibertyServer server = LibertyServer.start(options, line -> {});
    return new TestServer(
        server,
        environment.getOrDefault(
            "DATABASE_MIGRATION_URL", environment.getOrDefault("DATABASE_URL", "")),
        options.logDirectory().resolve("server-console.log"));
  }

  /** Servers on one database share their Redis too; others must not take each other's jobs. */
  private static int redisDatabase(Map<String, String> environment) {
    String database = environment.getOrDefault("DATABASE_URL", "");
    synchronized (REDIS_DATABASES) {
      return REDIS_DATABASES.computeIfAbsent(
          database, url -> 1 + REDIS_DATABASES.size() % (REDIS_DATABASE_COUNT - 1));
    }
  }

  public URI baseUrl() {
    return server.baseUrl();
  }

  /** Its database, as the variable says it. */
  public String databaseUrl() {
    return database;
  }

  /** The process behind it, for tests that kill or freeze it. */
  public LibertyServer process() {
    return server;
  }

  /** Everything it has printed so far. */
  public String log() {
    try {
      return Files.readString(console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its OpenAPI document. */
  public JsonNode openApi() {
    return OpenApiContract.of(baseUrl()).document();
  }

  /** A client without a token, from an address that no other client has. */
  public ApiClient client() {
    return ApiClient.of(baseUrl());
  }

  /** A client of a member who has just registered, and owns an empty workspace. */
  public ApiClient member() {
    return client().registered();
  }

  /** A client of somebody whose workspace operates this server from now on: it is the oldest. */
  public ApiClient operator() {
    return operator(ApiClient.newEmail());
  }

  /** As {@link #operator()}, with this e-mail address and {@link ApiClient#PASSWORD}. */
  public ApiClient operator(String email) {
    ApiClient operator = client().registered(email);
    String workspace = operator.get("/api/v1/workspace").json().get("id").asText();
    execute(
        "UPDATE workspace SET created_at = (SELECT min(created_at) FROM workspace) - interval '1 s'"
            + " WHERE id = '%s'".formatted(workspace));
    return operator;
  }

  /** Changes this server's database behind its back. */
  public void execute(String sql) {
    query(sql);
  }

  /** The first column of what is in this server's database, as texts. */
  public List<String> query(String sql) {
    try (Connection connection = DriverManager.getConnection(TestDatabase.jdbc(database));
        Statement statement = connection.createStatement()) {
      List<String> found = new ArrayList<>();
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            found.add(rows.getString(1));
          }
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
