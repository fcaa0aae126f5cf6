package dev.repartee.bench.jobs;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import dev.repartee.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.api.redisnode.RedisSingle;

/**
 * The job engine, through its public face in a real server, beside BullMQ: the same machine, the
 * same Redis, in turns. Ours writes every job to Postgres with {@code synchronous_commit=on} and
 * {@code fsync=on}. A table in Markdown goes to the output.
 */
public final class JobBench {

  private static final int SERIAL = 2_000;
  private static final int BULK = 20_000;
  private static final int LATENCY = 300;
  private static final int MANY = 100_000;

  private final PrintStream out;
  private final Progress progress;
  private final LocalServices services;
  private final Path folder;
  private final Map<String, String> variables;
  private final RedisSingle redis;
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  private JobBench(
      PrintStream out, Progress progress, LocalServices services, Path folder, Redis redis) {
    this.out = out;
    this.progress = progress;
    this.services = services;
    this.folder = folder;
    this.redis = redis.client().getRedisNodes(RedisNodes.SINGLE);
    this.variables = new HashMap<>(services.environment());
    variables.put("DATABASE_URL", services.newDatabase("template0"));
    variables.put("WORKER_CONCURRENCY_MAINTENANCE", "16");
    variables.put("RATE_LIMIT_ENABLED", "false");
  }

  /**
   * Runs it.
   *
   * @param arguments the folder of BullMQ's side, and how many rounds
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    Progress progress = Progress.printing(out, Instant.now());
    int rounds = Integer.parseInt(arguments[1]);
    try (LocalServices services =
        LocalServices.start(Path.of("target/bench-jobs"), Map.of(), progress)) {
      services.redis().flush();
      Redis redis = new Redis(new RedisConfig(Settings.of(services.environment())));
      try {
        new JobBench(out, progress, services, Path.of(arguments[0]), redis).run(rounds);
      } finally {
        redis.client().shutdown();
      }
    }
  }

  private void run(int rounds) throws Exception {
    double before = load();
    try (Side bullMq = new BullMq(folder, services.redis().url());
        Side ours = new Repartee("jobs-bench", variables)) {
      durability("everysec");
      round("warm-up", ours, bullMq);
      measured.clear();
      for (int round = 1; round <= rounds; round++) {
        for (String mode : List.of("always", "everysec")) {
          progress.say("Round " + round + ", Redis with appendfsync " + mode);
          durability(mode);
          round(mode, ours, bullMq);
        }
      }
      memory(ours, bullMq);
      print(rounds, before);
      recover(ours);
    }
  }

  private void durability(String mode) {
    redis.getInstance().setConfig("appendonly", "yes");
    redis.getInstance().setConfig("appendfsync", mode);
  }

  private void round(String mode, Side ours, Side bullMq) throws Exception {
    measure(mode + " ours ", ours);
    measure(mode + " bullmq ", bullMq);
  }

  private void measure(String name, Side side) throws Exception {
    side.prepare();
    note(name + "serial", side.run("serial", SERIAL)[0]);
    note(name + "bulk", side.run("bulk", BULK)[0]);
    note(name + "process", side.run("process", SERIAL + BULK)[0]);
    double[] times = side.run("latency", LATENCY);
    Arrays.sort(times);
    note(name + "p50", times[times.length / 2]);
    note(name + "p99", times[times.length * 99 / 100]);
  }

  private void note(String name, double value) {
    measured.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    progress.say(String.format(Locale.ROOT, "%s %.2f", name, value));
  }

  private double median(String name) {
    double[] sorted =
        measured.get(name).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void memory(Side ours, Side bullMq) throws Exception {
    bullMq.prepare();
    double empty = redisMegabytes();
    bullMq.run("bulk", MANY);
    note("memory bullmq redis", redisMegabytes() - empty);
    bullMq.prepare();
    ours.prepare();
    empty = redisMegabytes();
    double rows = tableMegabytes();
    ours.run("bulk", MANY);
    Thread.sleep(1_000); // the ids go to Redis after the commit
    note("memory ours redis", redisMegabytes() - empty);
    note("memory ours postgres", tableMegabytes() - rows);
    ours.run("process", MANY);
  }

  private double redisMegabytes() {
    return Double.parseDouble(redis.getInstance().info(InfoSection.MEMORY).get("used_memory"))
        / 1e6;
  }

  private double tableMegabytes() throws SQLException {
    String url = TestDatabase.jdbc(variables.get("DATABASE_URL"));
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_total_relation_size('job')")) {
      row.next();
      return row.getLong(1) / 1e6;
    }
  }

  /** From the end of a worker in the middle of a job until another one begins it again. */
  private void recover(Side killed) throws Exception {
    try (Repartee other = new Repartee("jobs-bench-2", variables)) {
      killed.run("stuck", 1);
      killed.kill();
      long begin = System.nanoTime();
      while (other.run("begun", 0)[0] == 0) {
        Thread.sleep(20);
      }
      recovered("ours (lease 30 s)", begin);
    }
    try (BullMq adding = new BullMq(folder, services.redis().url());
        BullMq first = new BullMq(folder, services.redis().url());
        BullMq second = new BullMq(folder, services.redis().url())) {
      adding.prepare();
      first.run("hold", 0);
      adding.run("add", 1);
      first.awaitBegin();
      second.run("hold", 0);
      first.kill();
      long begin = System.nanoTime();
      second.awaitBegin();
      recovered("BullMQ (lock 30 s)", begin);
      second.kill();
    }
  }

  private void recovered(String name, long begin) {
    out.printf(
        Locale.ROOT,
        "Run again after kill -9, %s: %.1f s%n",
        name,
        (System.nanoTime() - begin) / 1e9);
  }

  private void print(int rounds, double before) throws IOException {
    out.printf(
        Locale.ROOT,
        "%n%s %s, %d processors, Java %s, load %.1f before and %.1f after, %d rounds, medians%n%n",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        before,
        load(),
        rounds);
    for (String mode : List.of("always", "everysec")) {
      out.printf(
          "| Redis with `appendfsync %s` | ours | BullMQ | ratio |%n|---|---|---|---|%n", mode);
      row(mode, "serial", "add one by one, per second");
      row(mode, "bulk", "add in groups of 500, per second");
      row(mode, "process", "run, 16 at a time, per second");
      row(mode, "p50", "idle queue, added to begun, p50, ms");
      row(mode, "p99", "idle queue, added to begun, p99, ms");
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "Memory for %d waiting jobs: ours %.0f MB in Redis and %.0f MB in Postgres, BullMQ %.0f MB in Redis%n",
        MANY,
        median("memory ours redis"),
        median("memory ours postgres"),
        median("memory bullmq redis"));
  }

  private void row(String mode, String name, String title) {
    double ours = median(mode + " ours " + name);
    double bullMq = median(mode + " bullmq " + name);
    String number = name.startsWith("p") && !name.equals("process") ? "%.2f" : "%,.0f";
    out.printf(
        Locale.ROOT,
        "| %s | " + number + " | " + number + " | %.2f |%n",
        title,
        ours,
        bullMq,
        ours / bullMq);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
