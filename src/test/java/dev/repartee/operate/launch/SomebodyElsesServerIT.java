package dev.repartee.operate.launch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServiceException;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The WAR on a server that is not ours, configured with what the README says and nothing else. */
@Tag("long")
class SomebodyElsesServerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Path USER = Path.of("target/somebody-else/usr").toAbsolutePath();
  private static final Path SERVER = USER.resolve("servers/theirs");
  private static final Pattern FRAGMENT =
      Pattern.compile("into its `server.xml`.*?```xml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JVM_OPTION =
      Pattern.compile("`jvm.options` needs\\s+`(--[^`]+)`", Pattern.DOTALL);

  private final LocalServices services = LocalServices.forTests();
  private final Map<String, String> variables = new HashMap<>(services.environment());

  @BeforeEach
  void install() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    URI database = URI.create(services.newDatabase("template0"));
    variables.remove("DATABASE_URL");
    variables.put("APP_ENV", "local");
    variables.put("WLP_USER_DIR", USER.toString());
    Files.createDirectories(SERVER.resolve("apps"));
    Files.writeString(
        SERVER.resolve("server.xml"),
        "<server>"
            + found(FRAGMENT, readme)
                .replace(
                    "httpPort=\"9080\" httpsPort=\"9443\"", "httpPort=\"${PORT}\" httpsPort=\"-1\"")
                .replaceFirst("URL=\"[^\"]*\"", jdbc(database))
            + "</server>");
    Files.writeString(SERVER.resolve("server.env"), "keystore_password=made-by-server-create");
    Files.writeString(SERVER.resolve("jvm.options"), found(JVM_OPTION, readme));
    copy(Path.of("target/repartee.war"), SERVER.resolve("apps/repartee.war"));
    copy(
        Path.of("target/liberty/wlp/usr/shared/resources/jdbc/postgresql.jar"),
        USER.resolve("shared/resources/jdbc/postgresql.jar"));
  }

  @Test
  void doesAllThatItDoesOnOurs() {
    try (LibertyServer server = start()) {
      server.awaitReady(PATIENCE);
      Person ann = Person.at(server.baseUrl());
      ann.bringAndAwaitReading();
      String id = ann.paste("them: hello");
      ann.api().post(Person.path(id) + "/generate-suggestions", Map.of()).expect(200);
      ApiClient.of(server.baseUrl()).get("/api/v1/sessions").expectProblem(401, "unauthenticated");
    }
  }

  @Test
  void aBadConfigurationKeepsTheApplicationAwayAndLeavesTheServerAlone() {
    variables.put("JWT_EXPIRES_IN", "soon");
    try (LibertyServer server = start()) {
      LocalServiceException told =
          assertThrows(LocalServiceException.class, () -> server.awaitReady(PATIENCE));
      assertTrue(told.toString().contains("The application does not start"), told.toString());
      assertTrue(told.toString().contains("JWT_EXPIRES_IN"), told.toString());
      assertTrue(server.isRunning(), "the server has others to serve");
    }
  }

  private LibertyServer start() {
    return LibertyServer.start(
        LibertyOptions.of(
            Path.of("target/liberty/wlp"), "theirs", Path.of("target/servers/theirs"), variables),
        line -> {});
  }

  private static String jdbc(URI database) {
    String[] login = database.getUserInfo().split(":", 2);
    return Matcher.quoteReplacement(
        "URL=\"jdbc:postgresql://%s:%d%s?user=%s&amp;password=%s\""
            .formatted(
                database.getHost(), database.getPort(), database.getPath(), login[0], login[1]));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), "the README says it otherwise");
    return matcher.group(1);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
