package dev.repartee.image;

import dev.repartee.local.LocalServices;
import dev.repartee.local.Ports;
import dev.repartee.local.Progress;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the server of an image that is being built, with Postgres, Redis and S3 of its own, so that
 * the image can carry what a first start works out: the server's work area and a cache of loaded
 * classes. Fails when anything secret of the run is in either.
 */
public final class Training {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What a server makes for itself, and must not share with others. */
  private static final Set<String> OF_ONE_SERVER = Set.of("resources", "logs", "tranlog");

  /**
   * Where the server remembers its configuration, with all variables in it, and the stamp that says
   * it need not read it again.
   */
  private static final Set<String> WITH_SECRETS =
      Set.of("configs.data", "variableCacheData", "configStamp");

  private final Path home;
  private final Path output;
  private final Map<String, String> environment;
  private final HttpClient http = HttpClient.newHttpClient();

  private Training(Path home, Path output, Map<String, String> environment) {
    this.home = home;
    this.output = output;
    this.environment = environment;
  }

  /**
   * Trains.
   *
   * @param arguments the folder of the product as it will be in the image, and the server's output
   *     folder there
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    Progress progress = Progress.printing(System.out, Instant.now());
    try (LocalServices services =
        LocalServices.start(Path.of("target/training"), Map.of(), progress)) {
      Map<String, String> environment = new HashMap<>(services.environment());
      environment.put("JWT_SECRET", UUID.randomUUID() + "-" + UUID.randomUUID());
      environment.put("APP_ENV", "local");
      environment.put("RATE_LIMIT_ENABLED", "false");
      environment.put("LOG_FORMAT", "simple");
      environment.put("LOG_LEVEL", "warning");
      environment.put("WLP_OUTPUT_DIR", output.toString());
      environment.put("PATH", System.getenv("PATH"));
      environment.put("PORT", Integer.toString(Ports.free()));
      new Training(home, output, environment).run(progress);
    }
  }

  private void run(Progress progress) throws IOException, InterruptedException {
    Path prepared = home.resolve("prepared");
    Path cache = home.resolve("repartee.aot");
    progress.say("Server: its first start");
    start("");
    keep(output.resolve("repartee"), prepared);
    progress.say("Server: the start that is remembered");
    start("-XX:AOTCacheOutput=" + cache);
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the server has left no " + cache);
    }
    remove(output);
    try (Stream<Path> files = Files.walk(prepared)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        refuseSecrets(file);
      }
    }
    refuseSecrets(cache);
    progress.say("Nothing secret is in what is kept");
  }

  /** One life of the server: it is used as by a client, and stopped in good order. */
  private void start(String jvmArguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/repartee").toString()).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("JVM_ARGS", jvmArguments);
    Process process = builder.start();
    try {
      URI address = URI.create("http://localhost:" + environment.get("PORT"));
      if (!Eventually.isTrue(PATIENCE, () -> !process.isAlive() || isReady(address))
          || !process.isAlive()) {
        throw new IllegalStateException("the server is not ready");
      }
      use(address);
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static void use(URI address) throws IOException {
    Person person = Person.at(address);
    String id = person.bringAndAwaitReading();
    var read = person.await(id, "verifying_ocr").path("ocrResult");
    person.api().post(Person.path(id) + "/confirm-ocr", Map.of("ocrResult", read)).expect(200);
    person.api().post(Person.path(id) + "/generate-suggestions", Map.of()).expect(200);
  }

  private boolean isReady(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address.resolve("/health/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void keep(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path relative = from.relativize(file);
        if (!OF_ONE_SERVER.contains(relative.getName(0).toString())
            && !WITH_SECRETS.contains(file.getFileName().toString())) {
          Path copy = to.resolve(relative.toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(copy);
          } else {
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
          }
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  private void refuseSecrets(Path file) throws IOException {
    List<String> secrets = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (name.endsWith("_URL")) {
            secrets.add(URI.create(value).getUserInfo().split(":", 2)[1]);
          } else if (name.contains("SECRET")) {
            secrets.add(value);
          }
        });
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (secrets.stream().anyMatch(text::contains)) {
        throw new IllegalStateException("a secret of the training is in " + file);
      }
    }
  }
}
