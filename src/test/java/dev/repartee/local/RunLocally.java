package dev.repartee.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What plain {@code ./mvnw} runs last: the services, the server in the foreground, a demo login,
 * and an orderly stop of all of it on Ctrl-C, SIGTERM, or when the server ends by itself.
 *
 * <p>It runs inside Maven's own process: that one then ends only after everything is stopped, and
 * the terminal does not get its prompt back earlier.
 */
public final class RunLocally {
  private static final int DEFAULT_PORT = 9080;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private final PrintStream out;
  private final Progress progress;
  private final Map<String, String> environment;
  private final Object steps = new Object();
  private volatile boolean stopping;
  private volatile boolean ready;
  private @Nullable LocalServices services;
  private @Nullable LibertyServer server;

  private RunLocally(PrintStream out, Instant since, Map<String, String> environment) {
    this.out = out;
    this.progress = Progress.printing(out, since);
    this.environment = environment;
  }

  /**
   * Runs until something ends it, and ends the process with the server's exit code.
   *
   * @param arguments the {@code wlp} folder, the server's name, and the home folder
   */
  public static void main(String[] arguments) {
    Instant since = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    RunLocally run = new RunLocally(System.out, since, System.getenv());
    Path installDirectory = Path.of(arguments[0]).toAbsolutePath();
    System.exit(run.run(installDirectory, arguments[1], Path.of(arguments[2])));
  }

  private int run(Path installDirectory, String serverName, Path homeFolder) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "stop everything"));
    try {
      LocalServices local = startServices(homeFolder);
      LibertyServer liberty = startServer(local, options(local, installDirectory, serverName));
      liberty.awaitReady(PATIENCE);
      announce(local, liberty);
      return explain(liberty.awaitExit());
    } catch (LocalServiceException e) {
      if (!stopping) {
        out.println(e.getMessage());
      }
      return server == null ? 1 : server.exitCode().orElse(1);
    }
  }

  private LocalServices startServices(Path homeFolder) {
    synchronized (steps) {
      refuseWhenStopping();
      LocalServices started = LocalServices.start(homeFolder, environment, this::step);
      services = started;
      return started;
    }
  }

  /** A Ctrl-C during a long first start takes effect at the next step. */
  private void step(String text) {
    refuseWhenStopping();
    progress.say(text);
  }

  private LibertyServer startServer(LocalServices local, LibertyOptions options) {
    synchronized (steps) {
      refuseWhenStopping();
      progress.say("Server: starting on port " + options.port());
      LibertyServer started = LibertyServer.start(options, this::console);
      local.home().publishAddress(started.baseUrl().toString());
      server = started;
      return started;
    }
  }

  private void refuseWhenStopping() {
    if (stopping) {
      throw new LocalServiceException("Stopping");
    }
  }

  private LibertyOptions options(LocalServices local, Path installDirectory, String serverName) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(local.environment());
    variables.putIfAbsent("APP_ENV", "local");
    variables.putIfAbsent("LOG_FORMAT", "simple"); // people read it
    variables.putIfAbsent("JWT_SECRET", local.home().secret("jwt.secret"));
    variables.putIfAbsent("ENCRYPTION_KEY", encryptionKey(local.home().secret("encryption.key")));
    return LibertyOptions.of(installDirectory, serverName, local.home().folder("server"), variables)
        .withLogDirectory(local.home().logs())
        .withPort(httpPort());
  }

  /** The 32 bytes in Base64 that the product wants. */
  private static String encryptionKey(String secret) {
    byte[] bytes = Arrays.copyOf(secret.getBytes(StandardCharsets.US_ASCII), 32);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private int httpPort() {
    String wish = environment.getOrDefault("PORT", "");
    int wanted = wish.isBlank() ? DEFAULT_PORT : Integer.parseInt(wish.strip());
    if (Ports.isFree(wanted)) {
      return wanted;
    }
    int other = Ports.free();
    progress.say("Port " + wanted + " is taken, using " + other + " (choose with PORT)");
    return other;
  }

  /**
   * While it starts and stops, the server talks to its log only; if it does not start, the error
   * quotes its last lines.
   */
  private void console(String line) {
    if (ready && !stopping) {
      out.println(line);
    }
  }

  private void announce(LocalServices local, LibertyServer liberty) {
    String login = DemoLogin.of(local.home()).ensure(liberty.baseUrl());
    progress.say("Server: ready");
    Path directory = local.home().directory();
    List<String> lines =
        List.of(
            "Repartee answers at  " + liberty.baseUrl(),
            "Demo login           " + login,
            "Data and logs        "
                + directory
                + " (logs in "
                + directory.relativize(local.home().logs())
                + ")",
            "Ctrl-C stops everything.");
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    String edge = "+" + "-".repeat(width + 2) + "+";
    out.println();
    out.println(edge);
    lines.forEach(line -> out.println("| " + line + " ".repeat(width - line.length()) + " |"));
    out.println(edge);
    out.println();
    ready = true;
  }

  private int explain(int code) {
    if (!stopping && code != INTERRUPTED && code != TERMINATED) {
      out.println("The server ended by itself with code " + code);
      return code == 0 ? 1 : code;
    }
    return code;
  }

  private void stopAll() {
    stopping = true;
    synchronized (steps) {
      if (services != null) {
        progress.say("Stopping");
        if (server != null) {
          server.stop();
        }
        services.close();
        progress.say("Stopped");
      }
    }
  }
}
