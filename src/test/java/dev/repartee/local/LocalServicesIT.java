package dev.repartee.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** All tests share one home, as runs do: unpacking happens once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalServicesIT {
  private static final Map<String, String> NOTHING_GIVEN = Map.of();

  /** Postgres and Redis are proved alone here; leaving S3 to another address saves time. */
  private static final Map<String, String> S3_ELSEWHERE =
      Map.of("S3_ENDPOINT", "http://s3.example", "S3_BUCKET", "theirs");

  private final Path home;

  LocalServicesIT(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void keepsDataPortsAndCredentialsOverARestart() throws SQLException {
    Map<String, String> before;
    try (LocalServices services = start(NOTHING_GIVEN)) {
      before = services.environment();
      sql(services, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'still here' AS what");
    }
    try (LocalServices services = start(NOTHING_GIVEN)) {
      assertEquals(before, services.environment());
      assertEquals("still here", sql(services, "SELECT what FROM kept"));
    }
  }

  @Test
  void stopsEveryProcessItStarted() {
    LocalServices services = start(NOTHING_GIVEN);
    assertEquals(2, processesBelowHome());
    services.close();
    assertEquals(0, processesBelowHome());
    assertTrue(Ports.isFree(services.s3().port()));
  }

  @Test
  void usesTheServicesOfTheEnvironmentAndStartsNone() {
    Map<String, String> given = new HashMap<>();
    given.put("DATABASE_URL", "postgres://u:p@db.example/x");
    given.put("REDIS_URL", "redis://cache.example");
    given.putAll(S3_ELSEWHERE);
    given.put("UNRELATED", "x");
    try (LocalServices services = start(given)) {
      given.remove("UNRELATED");
      assertEquals(given, services.environment());
      assertEquals(0, processesBelowHome());
      assertThrows(IllegalStateException.class, services::postgres);
      assertThrows(IllegalStateException.class, services::redis);
      assertThrows(IllegalStateException.class, services::s3);
    }
  }

  @Test
  void refusesASecondRunOfTheSameHomeAndNamesTheAddress() {
    try (LocalServices services = start(S3_ELSEWHERE)) {
      services.home().publishAddress("http://localhost:1234");
      AlreadyRunningException refused =
          assertThrows(AlreadyRunningException.class, () -> start(S3_ELSEWHERE));
      assertTrue(refused.toString().contains("http://localhost:1234"), refused.toString());
      assertTrue(services.postgres().isRunning());
      assertTrue(services.redis().isRunning());
    }
  }

  @Test
  void takesAnotherPortWhenTheRememberedOneIsTaken() throws IOException {
    int postgres;
    int redis;
    try (LocalServices services = start(S3_ELSEWHERE)) {
      postgres = services.postgres().port();
      redis = services.redis().port();
    }
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(postgres, 1, here);
        ServerSocket second = new ServerSocket(redis, 1, here);
        LocalServices services = start(S3_ELSEWHERE)) {
      assertTrue(first.isBound() && second.isBound());
      assertNotEquals(postgres, services.postgres().port());
      assertNotEquals(redis, services.redis().port());
      services.redis().flush();
      services.newDatabase("template0");
    }
  }

  @Test
  void recoversWhatAKilledRunLeftBehind() throws SQLException {
    LocalServices killed = start(S3_ELSEWHERE);
    sql(killed, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'still here' AS what");
    killed.home().close(); // all that the end of a killed process does by itself
    assertEquals(2, processesBelowHome());
    try (LocalServices services = start(S3_ELSEWHERE)) {
      assertEquals("still here", sql(services, "SELECT what FROM kept"));
      services.redis().flush();
      assertEquals(2, processesBelowHome(), "not beside the old ones but instead of them");
    }
    assertEquals(0, processesBelowHome());
  }

  @Test
  void neverTouchesAStrangerWhosePidIsInThePidFile() throws IOException {
    start(S3_ELSEWHERE).close();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(home.resolve("redis/redis.pid"), stranger.pid() + "\n");
      Files.writeString(home.resolve("server/server.pid"), stranger.pid() + "\n-Dx=y\n");
      start(S3_ELSEWHERE).close();
      assertTrue(stranger.isAlive());
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void comesBackAfterPostgresAndRedisWereKilled() throws SQLException {
    try (LocalServices services = start(S3_ELSEWHERE)) {
      sql(services, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 'still here' AS what");
      int port = services.postgres().port();
      services.postgres().kill();
      services.redis().kill();
      assertFalse(services.postgres().isRunning());
      assertFalse(services.redis().isRunning());
      services.postgres().start();
      services.redis().start();
      assertEquals(port, services.postgres().port());
      assertEquals("still here", sql(services, "SELECT what FROM kept"));
      services.redis().flush();
    }
  }

  @Test
  void keepsCredentialsForItsOwnerOnly() throws IOException {
    start(S3_ELSEWHERE).close();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(home.resolve("credentials.properties"))));
  }

  @Test
  void asksForThePassword() {
    try (LocalServices services = start(S3_ELSEWHERE)) {
      String url = services.postgres().jdbcUrl("repartee");
      SQLException refused =
          assertThrows(
              SQLException.class, () -> DriverManager.getConnection(url, "repartee", "guessed"));
      assertEquals("28P01", refused.getSQLState());
    }
  }

  @Test
  void clonesADatabaseWithWhatIsInIt() throws SQLException {
    LocalServices services = LocalServices.forTests();
    String template = services.postgres().emptyDatabase("template_of_clone_test");
    sql(template, "CREATE TABLE copied AS SELECT 'me too' AS what");
    String first = services.newDatabase("template_of_clone_test");
    String second = services.newDatabase("template_of_clone_test");
    sql(first, "UPDATE copied SET what = 'changed'");
    assertEquals("me too", sql(second, "SELECT what FROM copied"));
    services.postgres().dropDatabase("template_of_clone_test");
  }

  @Test
  void letsPagesOfThisMachineTalkToS3AndNoOthers() throws Exception {
    LocalServices services = LocalServices.forTests();
    assertEquals(
        Optional.of("http://localhost:9080"), preflight(services.s3(), "http://localhost:9080"));
    assertEquals(Optional.empty(), preflight(services.s3(), "http://evil.example"));
  }

  private static Optional<String> preflight(S3Server s3, String origin) throws Exception {
    URI object = s3.endpoint().resolve("/" + s3.bucket() + "/any");
    HttpRequest request =
        HttpRequest.newBuilder(object)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "content-type")
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("Access-Control-Allow-Origin");
  }

  @Test
  void s3RefusesWhoHasNoSignature() throws Exception {
    S3Server s3 = LocalServices.forTests().s3();
    HttpRequest request =
        HttpRequest.newBuilder(s3.endpoint().resolve("/" + s3.bucket() + "/any"))
            .PUT(HttpRequest.BodyPublishers.ofString("unsigned"))
            .build();
    assertEquals(
        403,
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode());
  }

  @Test
  void s3ComesBackOnItsPort() throws Exception {
    S3Server s3 = LocalServices.forTests().s3();
    int port = s3.port();
    s3.stop();
    assertTrue(Ports.isFree(port));
    s3.start();
    assertEquals(port, s3.port());
    s3RefusesWhoHasNoSignature();
  }

  private LocalServices start(Map<String, String> environment) {
    return LocalServices.start(home, environment, Progress.silent());
  }

  /** Postgres with all its backends counts once. */
  private long processesBelowHome() {
    return ProcessHandle.allProcesses()
        .filter(this::isBelowHome)
        .filter(process -> process.parent().filter(this::isBelowHome).isEmpty())
        .count();
  }

  private boolean isBelowHome(ProcessHandle process) {
    return process.info().command().filter(c -> Path.of(c).startsWith(realHome())).isPresent();
  }

  private Path realHome() {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String sql(LocalServices services, String sql) throws SQLException {
    return sql(services.postgres().url(), sql);
  }

  private static String sql(String url, String sql) throws SQLException {
    URI address = URI.create(url);
    String[] login = address.getUserInfo().split(":", 2);
    String jdbc = "jdbc:postgresql://localhost:" + address.getPort() + address.getPath();
    try (Connection connection = DriverManager.getConnection(jdbc, login[0], login[1]);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      ResultSet rows = statement.getResultSet();
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }
}
