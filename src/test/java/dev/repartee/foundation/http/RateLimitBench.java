package dev.repartee.foundation.http;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.local.LocalServices;
import dev.repartee.local.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the rate limits add to a call: the rules for the address and the member, decided in one
 * round trip to a Redis on the same machine. A table in Markdown goes to the output.
 */
public final class RateLimitBench {

  private static final int CALLERS = 1_000;
  private static final int WARM_UP = 5_000;

  private RateLimitBench() {}

  /**
   * Runs it.
   *
   * @param arguments how many calls; 20000 when there is none
   */
  public static void main(String[] arguments) throws Exception {
    int calls = arguments.length == 0 ? 20_000 : Integer.parseInt(arguments[0]);
    PrintStream out = System.out;
    Progress progress = Progress.printing(out, Instant.now());
    try (LocalServices services =
        LocalServices.start(Path.of("target/bench"), Map.of(), progress)) {
      Settings settings = Settings.of(services.environment());
      RedisConfig config = new RedisConfig(settings);
      Redis redis = new Redis(config);
      RateLimiter limiter =
          new RateLimiter(redis, config, new RateLimitConfig(settings), InstantSource.system());
      LocalRateWindows local =
          new LocalRateWindows(
              20_000, new Blocking(100, Duration.ofMinutes(1), Duration.ofHours(1)));
      measure(limiter::take, WARM_UP, 1);
      out.println("| what | calls | p50 | p95 | p99 |");
      out.println("|---|---|---|---|---|");
      out.println(row("counted in Redis, one caller at a time", measure(limiter::take, calls, 1)));
      out.println(row("counted in Redis, four at a time", measure(limiter::take, calls, 4)));
      Taking alone = demands -> local.take(demands, Instant.now());
      measure(alone, WARM_UP, 1);
      out.println(row("counted by the instance alone", measure(alone, calls, 1)));
      redis.client().shutdown();
    }
  }

  private interface Taking {
    RateWindows.Grant take(List<RateWindows.Demand> demands);
  }

  private static long[] measure(Taking limits, int calls, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<long[]>> parts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(pool.submit(() -> times(limits, calls / threads)));
      }
      long[] all = new long[0];
      for (Future<long[]> part : parts) {
        long[] times = part.get();
        int before = all.length;
        all = Arrays.copyOf(all, before + times.length);
        System.arraycopy(times, 0, all, before, times.length);
      }
      Arrays.sort(all);
      return all;
    } finally {
      pool.shutdown();
    }
  }

  private static long[] times(Taking limits, int calls) {
    long[] times = new long[calls];
    for (int i = 0; i < calls; i++) {
      String caller = "member:" + i % CALLERS;
      List<RateWindows.Demand> demands =
          List.of(
              new RateWindows.Demand("ip", "ip:" + i % CALLERS, 100_000, Duration.ofMinutes(1)),
              new RateWindows.Demand("member", caller, 120_000, Duration.ofMinutes(1)));
      long start = System.nanoTime();
      limits.take(demands);
      times[i] = System.nanoTime() - start;
    }
    return times;
  }

  private static String row(String what, long[] sorted) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f ms | %.3f ms | %.3f ms |",
        what,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.95)] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6);
  }
}
