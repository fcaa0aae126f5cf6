package dev.repartee.image;

import dev.repartee.local.LocalServices;
import dev.repartee.local.Ports;
import dev.repartee.local.Progress;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs an image, and prints how long it takes to be ready and to stop, what it computes for it, and
 * what it keeps in memory; with and without the cache of a trained start, as API and as worker.
 */
public final class Trial {

  private static final int SCREENSHOTS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As a container of 512 MB would look to the JVM. */
  private static final String SMALL = "-XX:MaxRAM=512m";

  private final List<String> command;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();

  private Trial(List<String> command, Map<String, String> environment, PrintStream out) {
    this.command = command;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param arguments the command that runs the image's entry point
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = System.out;
    try (LocalServices services =
        LocalServices.start(
            Path.of("target/trial"), Map.of(), Progress.printing(out, Instant.now()))) {
      Map<String, String> environment = new HashMap<>(services.environment());
      environment.put("JWT_SECRET", UUID.randomUUID() + "-" + UUID.randomUUID());
      environment.put("APP_ENV", "local");
      environment.put("LOG_FORMAT", "simple");
      environment.put("LOG_LEVEL", "warning");
      environment.put("PATH", System.getenv("PATH"));
      environment.put("PORT", Integer.toString(Ports.free()));
      environment.put("RATE_LIMIT_ENABLED", "false");
      new Trial(List.of(arguments), environment, out).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    out.println("\n| start | ready | processor time | resident when ready | later | stop |");
    out.println("|---|---|---|---|---|---|");
    one("an empty database", Map.of("ROLE", "all"), false);
    one("API", Map.of("ROLE", "api"), false);
    one("API, without the cache", Map.of("ROLE", "api", "AOT_CACHE", "false"), false);
    one("worker", Map.of("ROLE", "worker"), false);
    one("all, then " + SCREENSHOTS + " screenshots", Map.of("ROLE", "all"), true);
  }

  private void one(String name, Map<String, String> more, boolean works)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("JVM_ARGS", SMALL);
    builder.environment().putAll(more);
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      URI address = URI.create("http://localhost:" + environment.get("PORT"));
      if (!Eventually.isTrue(PATIENCE, () -> !process.isAlive() || isReady(address))
          || !process.isAlive()) {
        throw new IllegalStateException("the image is not ready: " + name);
      }
      double ready = (System.nanoTime() - begin) / 1e9;
      ProcessHandle server = server(process);
      double computed = server.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
      long resident = resident(server);
      if (works) {
        work(Person.at(address));
      }
      long later = resident(server);
      begin = System.nanoTime();
      server.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the image does not stop: " + name);
      }
      out.printf(
          Locale.ROOT,
          "| %s | %.1f s | %.1f s | %d MB | %d MB | %.1f s |%n",
          name,
          ready,
          computed,
          resident,
          later,
          (System.nanoTime() - begin) / 1e9);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void work(Person person) throws IOException {
    byte[] screenshot;
    try (InputStream file = Trial.class.getResourceAsStream("/screenshots/s01.png")) {
      screenshot = Objects.requireNonNull(file, "the screenshot is missing").readAllBytes();
    }
    for (int i = 0; i < SCREENSHOTS; i++) {
      String id = person.bring("image/png", screenshot);
      var read = person.await(id, "verifying_ocr").path("ocrResult");
      person.api().post(Person.path(id) + "/confirm-ocr", Map.of("ocrResult", read)).expect(200);
      person.api().post(Person.path(id) + "/generate-suggestions", Map.of()).expect(200);
    }
  }

  /** The process in the image: the last of the line that led to it. */
  private static ProcessHandle server(Process process) {
    ProcessHandle last = process.toHandle();
    while (true) {
      List<ProcessHandle> children = last.children().toList();
      if (children.isEmpty()) {
        return last;
      }
      last = children.get(0);
    }
  }

  private static long resident(ProcessHandle process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    }
  }

  private boolean isReady(URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
