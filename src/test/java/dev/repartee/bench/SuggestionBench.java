package dev.repartee.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.fakes.Behaviour;
import dev.repartee.fakes.FakeOpenAi;
import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of the time for a suggestion is ours: the product as built, with real services, one
 * client, and a provider that answers at once. A table in Markdown goes to the output.
 */
public final class SuggestionBench {

  private static final String OPENER =
      "Your dog has better taste in sofas than most people I know.";
  private static final String SUGGESTION =
      "{\"text\":\"Thursday at seven, and you choose the soup?\",\"title\":\"Name a day\","
          + "\"tag\":\"plan\",\"analysis\":\"A day and a small choice are easy to say yes to.\"}";
  private static final String CHAT =
      "{\"model\":\"bench\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private final PrintStream out;
  private final int rounds;
  private final FakeOpenAi provider;
  private final BenchClient client;

  private SuggestionBench(PrintStream out, int rounds, FakeOpenAi provider, URI server) {
    this.out = out;
    this.rounds = rounds;
    this.provider = provider;
    this.client = new BenchClient(server);
  }

  /**
   * Runs it.
   *
   * @param arguments how many measured rounds; 300 when there is none
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // Without this the fake's answers wait for the acknowledgement of their own headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int rounds = arguments.length == 0 ? 300 : Integer.parseInt(arguments[0]);
    PrintStream out = System.out;
    Progress progress = Progress.printing(out, Instant.now());
    try (LocalServices services = LocalServices.start(Path.of("target/bench"), Map.of(), progress);
        FakeOpenAi provider = new FakeOpenAi()) {
      Map<String, String> variables = new HashMap<>(services.environment());
      variables.put("DATABASE_URL", services.newDatabase("template0"));
      variables.put("OPENAI_API_KEY", FakeOpenAi.KEY);
      variables.put("OPENAI_BASE_URL", provider.baseUrl().toString());
      variables.put("RATE_LIMIT_ENABLED", "false");
      variables.put("PHASE_REFINE_THRESHOLD", "1"); // the only questions are those measured
      variables.put("WEBSOCKET_MESSAGES_PER_MINUTE", "1000000");
      progress.say("Server: starting");
      try (LibertyServer server =
          LibertyServer.start(LibertyOptions.ofProduct("bench", variables), line -> {})) {
        server.awaitReady(Duration.ofMinutes(3));
        progress.say("Server: ready, measuring " + rounds + " rounds");
        new SuggestionBench(out, rounds, provider, server.baseUrl()).run();
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    double loadBefore = load();
    client.register("bench@example.com", "a password for the bench");
    List<Series> table = new ArrayList<>();
    provider.otherwise(Behaviour.ok(SUGGESTION));
    table.add(uncached());
    table.add(Series.of("the provider alone, asked directly", Duration.ZERO, direct()));
    table.add(cached());
    provider.otherwise(Behaviour.ok(OPENER));
    table.add(Series.of("first piece of an opener over `/ws`", Duration.ZERO, firstPieces()));
    table.add(Series.of("first piece from the provider directly", Duration.ZERO, directPieces()));
    print(table, loadBefore);
  }

  /** Every session has other words, so nothing is known before. */
  private Series uncached() throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int round = -warmUp(); round < rounds; round++) {
      String path = suggestionsOf(session(round));
      long start = System.nanoTime();
      JsonNode answer = client.post(path, Map.of("aiStyle", "warm"));
      long took = System.nanoTime() - start;
      expect(answer, false);
      if (round >= 0) {
        times.add(took);
      }
    }
    return Series.of("suggestion, uncached, the call to the provider included", millis(30), times);
  }

  private Series cached() throws IOException, InterruptedException {
    String path = suggestionsOf(session(rounds));
    expect(client.post(path, Map.of("aiStyle", "warm")), false);
    List<Long> times = new ArrayList<>();
    for (int round = -warmUp(); round < rounds; round++) {
      long start = System.nanoTime();
      JsonNode answer = client.post(path, Map.of("aiStyle", "warm"));
      long took = System.nanoTime() - start;
      expect(answer, true);
      if (round >= 0) {
        times.add(took);
      }
    }
    return Series.of("suggestion, cached", millis(8), times);
  }

  private List<Long> direct() throws IOException, InterruptedException {
    URI address = URI.create(provider.baseUrl() + "/chat/completions");
    List<Long> times = new ArrayList<>();
    for (int round = -warmUp(); round < rounds; round++) {
      long start = System.nanoTime();
      client.post(address, FakeOpenAi.KEY, String.format(Locale.ROOT, CHAT, false));
      if (round >= 0) {
        times.add(System.nanoTime() - start);
      }
    }
    return times;
  }

  private List<Long> firstPieces() throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    BenchClient.Live live = client.live();
    for (int round = -warmUp(); round < rounds; round++) {
      String stream = "s" + (round + warmUp());
      long start =
          live.ask(
              "{\"action\":\"generate\",\"streamId\":\""
                  + stream
                  + "\",\"payload\":{\"aiStyle\":\"witty\"}}");
      long took = live.await("\"chunk\"") - start;
      live.await("\"complete\"");
      if (round >= 0) {
        times.add(took);
      }
    }
    live.close();
    return times;
  }

  private List<Long> directPieces() throws IOException, InterruptedException {
    URI address = URI.create(provider.baseUrl() + "/chat/completions");
    List<Long> times = new ArrayList<>();
    for (int round = -warmUp(); round < rounds; round++) {
      String ask = String.format(Locale.ROOT, CHAT, true);
      long took = client.nanosUntilLine(address, FakeOpenAi.KEY, ask, "\"content\":\"Your");
      if (round >= 0) {
        times.add(took);
      }
    }
    return times;
  }

  private String session(int round) throws IOException, InterruptedException {
    String text =
        """
        them: Hey you, survived the week?
        me: Barely. Number %d on my list was a leaking roof
        them: Oh no. And what is number %d?
        me: Soup. The good one, from the place with the green door
        them: I have been meaning to try that one for a year
        me: A year! That is a long time without soup
        them: Then show me, I am free on Thursday"""
            .formatted(round, round + 1);
    return client
        .post("/api/v1/sessions", Map.of("type", "text", "text", text))
        .path("session")
        .path("id")
        .asText();
  }

  private static String suggestionsOf(String session) {
    return "/api/v1/sessions/" + session + "/generate-suggestions";
  }

  private static void expect(JsonNode answer, boolean cached) throws IOException {
    JsonNode suggestion = answer.path("suggestion");
    if (suggestion.path("cached").asBoolean() != cached
        || !suggestion.path("provider").asText().equals("openai")) {
      throw new IOException("Not what is to be measured: " + answer);
    }
  }

  private int warmUp() {
    return rounds;
  }

  private static Duration millis(int count) {
    return Duration.ofMillis(count);
  }

  private void print(List<Series> table, double loadBefore) throws IOException {
    boolean embedder =
        Files.exists(
            Path.of("target/classes/dev/repartee/assistant/knowledge/minilm/MiniLmEmbedder.class"));
    out.println();
    out.printf(
        "%s %s, %s, %d cores, Java %s, search by %s; load average %.1f before, %.1f after%n%n",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        embedder ? "words and meaning" : "words",
        loadBefore,
        load());
    out.println("| what | rounds | p50 | p95 | goal |");
    out.println("|---|---|---|---|---|");
    table.forEach(series -> out.println(series.row()));
    out.flush();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() throws IOException {
    Path facts = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(facts)) {
      return "processor unknown";
    }
    try (var lines = Files.lines(facts)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    }
  }
}
