package dev.repartee.bench;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What finding out who calls costs, by access token and by API key, as the server itself measures
 * it: from the token in the header to the caller with their role. A table in Markdown goes to the
 * output.
 */
public final class AuthenticationBench {

  private static final String METRIC = "repartee_authentication_time_seconds";
  private static final String CALLED = "/api/v1/workspace";
  private static final int WARM_UP = 3_000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  private AuthenticationBench(URI server) {
    this.server = server;
  }

  /**
   * Runs it.
   *
   * @param arguments how many measured calls of each kind; 10000 when there is none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int calls = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
    PrintStream out = System.out;
    Progress progress = Progress.printing(out, Instant.now());
    try (LocalServices services =
        LocalServices.start(Path.of("target/bench"), Map.of(), progress)) {
      Map<String, String> variables = new HashMap<>(services.environment());
      variables.put("DATABASE_URL", services.newDatabase("template0"));
      variables.put("RATE_LIMIT_ENABLED", "false");
      progress.say("Server: starting");
      try (LibertyServer server =
          LibertyServer.start(LibertyOptions.ofProduct("bench", variables), line -> {})) {
        server.awaitReady(Duration.ofMinutes(3));
        progress.say("Server: ready, measuring " + calls + " calls of each kind");
        new AuthenticationBench(server.baseUrl()).run(calls, out);
      }
    }
  }

  private void run(int calls, PrintStream out) throws IOException, InterruptedException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    BenchClient member = new BenchClient(server);
    member.register("bench@example.com", "a password for the bench");
    String token = member.token();
    String key =
        member
            .post("/api/v1/api-keys", Map.of("name", "bench", "scopes", List.of("workspace:read")))
            .path("key")
            .asText();
    call(WARM_UP, token, key);
    long start = System.nanoTime();
    call(calls, token, key);
    double perCall = (System.nanoTime() - start) / 1e6 / (2.0 * calls);
    out.printf(
        Locale.ROOT,
        "%nJava %s, load average %.1f before. One caller; a call to `%s` took %.2f ms on"
            + " average.%n%n",
        System.getProperty("java.version"),
        load,
        CALLED,
        perCall);
    out.println("| by | p50 | p95 | p99 | p95 of a whole call | goal |");
    out.println("|---|---|---|---|---|---|");
    String metrics = get("/metrics", "").body();
    for (String scheme : List.of("access_token", "api_key")) {
      out.printf(
          Locale.ROOT,
          "| %s | %.3f ms | %.3f ms | %.3f ms | %.1f %% | p95 ≤ 1 ms |%n",
          scheme.replace('_', ' '),
          quantile(metrics, scheme, "0.5"),
          quantile(metrics, scheme, "0.95"),
          quantile(metrics, scheme, "0.99"),
          100 * quantile(metrics, scheme, "0.95") / perCall);
    }
  }

  private void call(int times, String... bearers) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      for (String bearer : bearers) {
        HttpResponse<String> answer = get(CALLED, bearer);
        if (answer.statusCode() != 200) {
          throw new IOException(CALLED + " answered " + answer.statusCode() + answer.body());
        }
      }
    }
  }

  private HttpResponse<String> get(String path, String bearer)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** In milliseconds. */
  private static double quantile(String metrics, String scheme, String quantile) {
    Pattern line =
        Pattern.compile(
            "(?m)^"
                + METRIC
                + "\\{(?=[^}]*scheme=\""
                + scheme
                + "\")(?=[^}]*quantile=\""
                + Pattern.quote(quantile)
                + "\")[^}]*} ([0-9.E-]+)");
    Matcher found = line.matcher(metrics);
    if (!found.find()) {
      throw new IllegalStateException("No " + METRIC + " of " + scheme);
    }
    return Double.parseDouble(found.group(1)) * 1_000;
  }
}
