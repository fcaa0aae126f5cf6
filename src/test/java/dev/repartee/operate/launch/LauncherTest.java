package dev.repartee.operate.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.FakeDoppler;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the image, with a Java that runs the launcher and shows what else it is given. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in *launch.FetchSecrets*) exec '%s' "$@" ;; esac
      echo "process=$$"
      for word in "$@"; do echo "word=$word"; done
      env | sed 's/^/env:/'
      trap 'echo stopped; exit 143' TERM
      echo ready
      case "$*" in *ws-server.jar*) ;; *) exit 3 ;; esac
      while :; do sleep 0.05; done
      """;

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOutAnInstallation() throws IOException {
    Path server = Files.createDirectories(home.resolve("wlp/usr/servers/repartee"));
    Path application = Files.createDirectories(server.resolve("apps/repartee.war/WEB-INF"));
    Files.createSymbolicLink(
        application.resolve("classes"), Path.of("target/classes").toAbsolutePath());
    for (String file : List.of("server.env", "jvm.options")) {
      Files.copy(Path.of("liberty", file), server.resolve(file));
    }
    Path java = Files.createDirectories(home.resolve("jre/bin")).resolve("java");
    Files.writeString(java, JAVA.formatted(Path.of(System.getProperty("java.home"), "bin/java")));
    assertTrue(java.toFile().setExecutable(true));
    Files.createDirectories(home.resolve("prepared"));
    Files.writeString(home.resolve("prepared/known"), "what the first start has worked out");
    environment.put("REPARTEE_HOME", home.toString());
    environment.put("WLP_OUTPUT_DIR", home.resolve("output").toString());
    environment.put("PATH", System.getenv("PATH"));
  }

  @Test
  void becomesTheServerAndSignalsReachIt() throws Exception {
    environment.put(
        "DATABASE_URL", "postgres://ann:p%40ss@db.internal:5433/repartee?sslmode=require");
    Process process = launch();
    Seen seen = Seen.of(process);
    assertEquals(Long.toString(process.pid()), seen.process());
    assertEquals(
        "jdbc:postgresql://db.internal:5433/repartee?user=ann&password=p%40ss"
            + "&ApplicationName=repartee&tcpKeepAlive=true&sslmode=require",
        seen.environment().get("jdbc_url"));
    Path options = home.resolve("wlp/usr/servers/repartee/jvm.options");
    assertTrue(seen.words().contains("@" + options), seen.words().toString());
    assertTrue(Files.exists(home.resolve("output/repartee/known")));

    process.toHandle().destroy();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals("stopped", process.inputReader().readLine());
    assertEquals(143, process.exitValue());
  }

  @Test
  void withOnlyATokenTheSecretsComeFromDopplerAndTouchNoDisk() throws Exception {
    Map<String, String> secrets =
        Map.of("DATABASE_URL", "postgres://ann:tr0ub4dor@db/repartee", "NOTE", "it's\n$(here)\\n");
    try (FakeDoppler doppler = new FakeDoppler(secrets)) {
      environment.put("DOPPLER_TOKEN", FakeDoppler.TOKEN);
      environment.put("DOPPLER_API_URL", doppler.address().toString());
      Process process = launch();
      Seen seen = Seen.of(process);
      process.destroyForcibly();
      process.waitFor();
      assertTrue(seen.environment().get("jdbc_url").contains("password=tr0ub4dor"));
      assertEquals("it's", seen.environment().get("NOTE"), "its first line");
      assertFalse(seen.environment().containsKey("DOPPLER_TOKEN"), "the server needs no token");
      assertTrue(seen.words().stream().noneMatch(word -> word.contains("tr0ub4dor")));
      try (var files = Files.walk(home.resolve("output"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("tr0ub4dor"));
        }
      }
    }
  }

  @Test
  void aRevokedTokenEndsTheStartWithOneLine() throws Exception {
    try (FakeDoppler doppler = new FakeDoppler(Map.of())) {
      doppler.revoke();
      environment.put("DOPPLER_TOKEN", FakeDoppler.TOKEN);
      environment.put("DOPPLER_API_URL", doppler.address().toString());
      Process process = launch();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(FetchSecrets.EX_CONFIG, process.waitFor());
      assertEquals("repartee: Doppler refuses DOPPLER_TOKEN: it is wrong or was revoked\n", said);
    }
  }

  @Test
  void theAddressOfTheDatabaseMayBeInAFile() throws Exception {
    Path file = home.resolve("database");
    Files.writeString(file, "postgres://ann:secret@db/repartee\n");
    environment.put("DATABASE_URL_FILE", file.toString());
    Process process = launch();
    Seen seen = Seen.of(process);
    process.destroyForcibly();
    assertEquals("postgres://ann:secret@db/repartee", seen.environment().get("DATABASE_URL"));
  }

  @Test
  void otherWordsAreCommandsAndTheirCodeIsOurs() throws Exception {
    Process process = launch("migrate", "--to", "two words");
    Seen seen = Seen.of(process);
    assertEquals(3, process.waitFor());
    List<String> words = seen.words();
    assertEquals(
        List.of("dev.repartee.operate.command.Main", "migrate", "--to", "two words"),
        words.subList(words.size() - 4, words.size()));
  }

  private Process launch(String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", Path.of("image/repartee").toString());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  /** What the Java of this test was given. */
  private record Seen(String process, List<String> words, Map<String, String> environment) {

    static Seen of(Process launched) throws IOException {
      BufferedReader lines = launched.inputReader();
      String process = "";
      List<String> words = new java.util.ArrayList<>();
      Map<String, String> environment = new TreeMap<>();
      String all = "";
      for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
        if (line == null) {
          throw new IOException("it ended early: " + all);
        }
        all += line + "\n";
        if (line.startsWith("process=")) {
          process = line.substring(8);
        } else if (line.startsWith("word=")) {
          words.add(line.substring(5));
        } else if (line.startsWith("env:") && line.contains("=")) {
          environment.put(
              line.substring(4, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
      }
      return new Seen(process, words, environment);
    }
  }
}
