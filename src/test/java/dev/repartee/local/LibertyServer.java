package dev.repartee.local;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Liberty server process. Several run side by side from one installation and one server
 * configuration, because each has its own output folder (work area, logs) and its own port.
 */
public final class LibertyServer implements AutoCloseable {
  private static final int REMEMBERED_LINES = 25;

  /** What the server prints when the application can not start, or the port is taken. */
  private static final Pattern HOPELESS = Pattern.compile("CWWKZ000[24]E|CWWKZ0012I|CWWKO0221E");

  private static final Duration DRAIN = Duration.ofSeconds(45);
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TMP", "TEMP", "SystemRoot", "TZ");
  private static final String PID_FILE = "server.pid";

  private final LibertyOptions options;
  private final Process process;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<Void> consoleEnd;
  private volatile boolean hopeless;

  private LibertyServer(LibertyOptions options, Process process, Consumer<String> console) {
    this.options = options;
    this.process = process;
    this.consoleEnd = CompletableFuture.runAsync(() -> forward(console), this::inNewThread);
  }

  /**
   * Starts the process and returns at once.
   *
   * @param console told every line the server prints; called by one thread
   */
  public static LibertyServer start(LibertyOptions options, Consumer<String> console) {
    try {
      Files.createDirectories(options.outputDirectory());
      Files.createDirectories(options.logDirectory());
      String mark = "-Drepartee.run=" + UUID.randomUUID();
      Process process = builder(options, mark).start();
      Files.write(
          options.outputDirectory().resolve(PID_FILE), List.of(Long.toString(process.pid()), mark));
      process.getOutputStream().close();
      return new LibertyServer(options, process, console);
    } catch (IOException e) {
      throw new LocalServiceException("Could not start the server: " + e.getMessage(), e);
    }
  }

  private static ProcessBuilder builder(LibertyOptions options, String mark) {
    String script = Platform.current().isWindows() ? "server.bat" : "server";
    ProcessBuilder builder =
        new ProcessBuilder(
            options.installDirectory().resolve("bin").resolve(script).toString(),
            "run",
            options.serverName());
    builder.redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.putAll(options.environment());
    environment.put("JAVA_HOME", options.javaHome().toString());
    environment.put("PORT", Integer.toString(options.port()));
    environment.put("WLP_OUTPUT_DIR", options.outputDirectory().toString());
    environment.put("LOG_DIR", options.logDirectory().toString());
    environment.put("PID_DIR", options.outputDirectory().toString());
    List<String> arguments =
        Stream.concat(options.jvmArguments().stream(), Stream.of(mark)).toList();
    environment.put("JVM_ARGS", String.join(" ", arguments));
    return builder;
  }

  /** Ends the server that a killed run left behind below this home, in good order. */
  static void stopLeftover(LocalHome home, Progress progress) {
    Path pidFile = home.folder("server").resolve(PID_FILE);
    leftover(pidFile)
        .ifPresent(
            process -> {
              progress.say("Server: stopping the one a killed run left behind");
              process.stop(DRAIN);
            });
  }

  private static Optional<OwnedProcess> leftover(Path pidFile) {
    try {
      List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
      return lines.size() < 2 ? Optional.empty() : OwnedProcess.withArgument(lines.get(1), pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void inNewThread(Runnable work) {
    Thread thread = new Thread(work, "console of " + options.serverName());
    thread.setDaemon(true);
    thread.start();
  }

  private void forward(Consumer<String> console) {
    Path copy = options.logDirectory().resolve("server-console.log");
    try (BufferedReader lines = process.inputReader();
        BufferedWriter log = Files.newBufferedWriter(copy)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        remember(line);
        hopeless |= HOPELESS.matcher(line).find();
        log.write(line);
        log.newLine();
        log.flush();
        console.accept(line);
      }
    } catch (IOException e) {
      console.accept("(the server's console is lost: " + e.getMessage() + ")");
    }
  }

  /** Without stack frames, which would push out the reason. */
  private void remember(String line) {
    if (line.startsWith("\tat ") || line.startsWith("\t...")) {
      return;
    }
    synchronized (lastLines) {
      if (lastLines.size() == REMEMBERED_LINES) {
        lastLines.removeFirst();
      }
      lastLines.add(line);
    }
  }

  /** The last lines it printed, oldest first, without stack frames. */
  public List<String> lastLines() {
    synchronized (lastLines) {
      return List.copyOf(lastLines);
    }
  }

  /**
   * Waits until {@code GET /health/ready} answers 200.
   *
   * @throws LocalServiceException with the last lines of the console, when it ends first, says that
   *     it will not come up, or the time is over
   */
  public void awaitReady(Duration patience) {
    boolean settled = Await.until(patience, () -> !process.isAlive() || hopeless || isReady());
    if (settled && process.isAlive() && !hopeless) {
      return;
    }
    String what =
        !process.isAlive()
            ? "The server ended with code " + awaitExit()
            : hopeless
                ? "The application does not start"
                : "The server was not ready after " + patience.toSeconds() + " s";
    throw new LocalServiceException(what + ":\n" + String.join("\n", lastLines()));
  }

  /** Whether {@code GET /health/ready} answers 200 now. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(baseUrl().resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServiceException("Interrupted", e);
    }
  }

  /** Where it answers, without a path. */
  public URI baseUrl() {
    return URI.create("http://localhost:" + options.port());
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Whether its process is there. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** The code it ended with, or nothing while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Waits until it ends, and all it printed is forwarded; its exit code. */
  public int awaitExit() {
    try {
      int code = process.waitFor();
      consoleEnd.join();
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServiceException("Interrupted", e);
    }
  }

  /** Stops it in good order (SIGTERM: requests in flight are finished); returns when it is gone. */
  public void stop() {
    process.toHandle().destroy(); // process.destroy() would lose the last lines of the console
    try {
      if (!process.waitFor(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
      consoleEnd.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServiceException("Interrupted", e);
    }
  }

  /** Ends it at once (SIGKILL), as a power cut would; returns when it is gone. */
  public void kill() {
    process.toHandle().destroyForcibly();
    awaitExit();
  }

  /** Freezes it (SIGSTOP): it keeps leases, locks and connections, and does nothing. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    Command.run(Duration.ofSeconds(5), List.of("sh", "-c", "kill -" + name + " " + pid()));
  }

  /** The same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }
}
