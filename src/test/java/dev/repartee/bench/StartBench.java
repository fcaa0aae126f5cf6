package dev.repartee.bench;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import dev.repartee.testing.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long a server takes from the command to its first ready answer, beside a server with the same
 * features and no application, and what it keeps in memory after it has read screenshots. A table
 * in Markdown goes to the output.
 */
public final class StartBench {

  private static final int MAIN_JOBS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern APPLICATION =
      Pattern.compile("<webApplication.*?</webApplication>", Pattern.DOTALL);

  private final PrintStream out;
  private final Map<String, String> variables;
  private final List<Double> product = new ArrayList<>();
  private final List<Double> empty = new ArrayList<>();

  private StartBench(PrintStream out, Map<String, String> variables) {
    this.out = out;
    this.variables = variables;
  }

  /**
   * Runs it.
   *
   * @param arguments how many rounds; 5 when there is none
   */
  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    PrintStream out = System.out;
    Progress progress = Progress.printing(out, Instant.now());
    try (LocalServices services =
        LocalServices.start(Path.of("target/bench"), Map.of(), progress)) {
      Map<String, String> variables = new HashMap<>(services.environment());
      variables.put("DATABASE_URL", services.newDatabase("template0"));
      variables.put("RATE_LIMIT_ENABLED", "false");
      new StartBench(out, variables).run(rounds, progress);
    }
  }

  private void run(int rounds, Progress progress) throws IOException {
    double loadBefore = load();
    progress.say("Server: its first start migrates the database");
    double first = time(LibertyOptions.ofProduct("bench-start", variables));
    LibertyOptions without = emptyServer();
    time(without);
    for (int round = 1; round <= rounds; round++) {
      progress.say("Round " + round + " of " + rounds);
      product.add(time(LibertyOptions.ofProduct("bench-start", variables)));
      empty.add(time(without));
    }
    Memory memory = memory(progress);
    out.printf(
        Locale.ROOT,
        "%nJava %s, %d processors, load average %.1f before and %.1f after%n%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        loadBefore,
        load());
    out.println("| what | median | least | most | goal |");
    out.println("|---|---|---|---|---|");
    row("ready, warm", product, "≤ 8 s on Java 25");
    row("ready, the same features without the product", empty, "");
    out.printf(Locale.ROOT, "| ratio of the two | %.2f | | | |%n", median(product) / median(empty));
    out.printf(
        Locale.ROOT, "| ready, first start with an empty database | %.1f s | | | |%n", first);
    out.printf(Locale.ROOT, "| resident when ready | %d MB | | | |%n", memory.ready());
    out.printf(
        Locale.ROOT,
        "| resident after %d screenshots read and answered | %d MB | | | ≤ 450 MB |%n",
        MAIN_JOBS,
        memory.afterwards());
  }

  private record Memory(long ready, long afterwards) {}

  private static double time(LibertyOptions options) {
    long begin = System.nanoTime();
    try (LibertyServer server = LibertyServer.start(options, line -> {})) {
      server.awaitReady(PATIENCE);
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  /** The product's server without the product, beside it in the same installation. */
  private LibertyOptions emptyServer() throws IOException {
    LibertyOptions options = LibertyOptions.ofProduct("bench-empty", variables);
    Path servers = options.installDirectory().resolve("usr/servers");
    Path own = Files.createDirectories(servers.resolve("empty"));
    String configuration = Files.readString(servers.resolve("repartee/server.xml"));
    Files.writeString(
        own.resolve("server.xml"), APPLICATION.matcher(configuration).replaceFirst(""));
    for (String file : List.of("server.env", "jvm.options")) {
      Files.writeString(
          own.resolve(file), Files.readString(servers.resolve("repartee").resolve(file)));
    }
    return new LibertyOptions(
        options.installDirectory(),
        "empty",
        options.outputDirectory(),
        options.logDirectory(),
        options.port(),
        options.javaHome(),
        options.jvmArguments(),
        options.environment());
  }

  private Memory memory(Progress progress) throws IOException {
    LibertyOptions options = LibertyOptions.ofProduct("bench-start", variables);
    try (LibertyServer server = LibertyServer.start(options, line -> {})) {
      server.awaitReady(PATIENCE);
      long ready = resident(server.pid());
      progress.say("Reading " + MAIN_JOBS + " screenshots");
      Person person = Person.at(server.baseUrl());
      byte[] screenshot = screenshot();
      for (int i = 0; i < MAIN_JOBS; i++) {
        String id = person.bring("image/png", screenshot);
        var read = person.await(id, "verifying_ocr").path("ocrResult");
        person.api().post(Person.path(id) + "/confirm-ocr", Map.of("ocrResult", read)).expect(200);
        person.api().post(Person.path(id) + "/generate-suggestions", Map.of()).expect(200);
      }
      return new Memory(ready, resident(server.pid()));
    }
  }

  private static byte[] screenshot() throws IOException {
    try (InputStream file = StartBench.class.getResourceAsStream("/screenshots/s01.png")) {
      return Objects.requireNonNull(file, "the screenshot is missing").readAllBytes();
    }
  }

  /** In MB, of the process and of those it started: the start script may wait for the server. */
  private static long resident(long pid) throws IOException {
    long kilobytes = 0;
    List<ProcessHandle> processes =
        ProcessHandle.of(pid).stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
            .toList();
    for (ProcessHandle process : processes) {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes / 1024;
  }

  private void row(String what, List<Double> seconds, String goal) {
    out.printf(
        Locale.ROOT,
        "| %s | %.1f s | %.1f s | %.1f s | %s |%n",
        what,
        median(seconds),
        seconds.stream().mapToDouble(value -> value).min().orElse(0),
        seconds.stream().mapToDouble(value -> value).max().orElse(0),
        goal);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
