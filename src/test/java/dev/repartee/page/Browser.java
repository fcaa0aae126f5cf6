package dev.repartee.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium with a fresh profile. Closing it ends the process and removes the profile.
 */
public final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Browser(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /** The browser named by {@code CHROMIUM}, or the first known one on the path. */
  static Optional<Path> installed() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(Pattern.quote(System.getProperty("path.separator"))))
        .filter(directory -> !directory.isBlank())
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the one that is installed; where none is, the test is skipped, or fails in CI. */
  public static Browser startOrSkip() throws IOException {
    Optional<Path> program = installed();
    if (!"true".equals(System.getenv("REPARTEE_CI"))) {
      assumeTrue(program.isPresent(), "No Chromium is installed");
    }
    return start(program.orElseThrow(() -> new AssertionError("No Chromium is installed")));
  }

  static Browser start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("repartee-browser");
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless=new",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--hide-scrollbars",
            "--lang=en-US"));
    if ("root".equals(System.getProperty("user.name"))) {
      // Chromium's sandbox refuses to run as root, as containers often do.
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new Browser(process, profile, new DevTools(addressOf(process)));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Opens a tab; tabs of one {@code person} share their cookies and storage. */
  public Tab open(Person person) {
    JsonObject target =
        tools.send(
            "",
            "Target.createTarget",
            Json.createObjectBuilder()
                .add("url", "about:blank")
                .add("browserContextId", person.contextId())
                .build(),
            PATIENCE);
    JsonObject attached =
        tools.send(
            "",
            "Target.attachToTarget",
            Json.createObjectBuilder()
                .add("targetId", target.getString("targetId"))
                .add("flatten", true)
                .build(),
            PATIENCE);
    return new Tab(tools, attached.getString("sessionId"), target.getString("targetId"));
  }

  /** Cookies and storage of their own, as in a private window. */
  public record Person(String contextId) {}

  public Person newPerson() {
    return new Person(
        tools
            .send("", "Target.createBrowserContext", JsonValue.EMPTY_JSON_OBJECT, PATIENCE)
            .getString("browserContextId"));
  }

  @Override
  public void close() throws IOException {
    tools.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static URI addressOf(Process process) {
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              StringBuilder said = new StringBuilder();
              try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                String line = lines.readLine();
                while (line != null) {
                  said.append(line).append('\n');
                  Matcher match = LISTENING.matcher(line);
                  if (match.find()) {
                    address.complete(URI.create(match.group(1)));
                  }
                  line = lines.readLine();
                }
                address.completeExceptionally(new IllegalStateException("Chromium ended: " + said));
              } catch (IOException e) {
                address.completeExceptionally(new UncheckedIOException(e));
              }
            },
            "browser-output");
    reader.setDaemon(true);
    reader.start();
    return address.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
