package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.Counted;
import dev.repartee.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several instances that count in one real Redis. */
class RedisRateWindowsIT {

  private static final int INSTANCES = 4;
  private static final Blocking NEVER = new Blocking(0, Duration.ofMinutes(1), Duration.ofHours(1));
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Redis> REDIS = new ArrayList<>();

  private final String caller = "ip:" + UUID.randomUUID();

  @BeforeAll
  static void connect() {
    Map<String, String> environment = LocalServices.forTests().environment();
    for (int i = 0; i < INSTANCES; i++) {
      REDIS.add(new Redis(new RedisConfig(Settings.of(environment))));
    }
  }

  @AfterAll
  static void disconnect() {
    REDIS.forEach(redis -> redis.client().shutdown());
    REDIS.clear();
  }

  @Test
  void fourInstancesGrantTogetherWhatTheLimitIs() throws Exception {
    int limit = 2_000;
    int granted = hammer(limit, Duration.ofHours(1), Duration.ofSeconds(1), limit);
    Counted.say("%d instances, one key, a limit of %d: %d granted", INSTANCES, limit, granted);
    assertEquals(limit, granted);
  }

  @Test
  void aWindowThatSlidesGrantsTheLimitToOnePercentOverTime() throws Exception {
    int limit = 400;
    Duration window = Duration.ofSeconds(2);
    Instant start = Instant.now();
    int granted = hammer(limit, window, Duration.ofSeconds(5), 0);
    double windows = (double) Duration.between(start, Instant.now()).toMillis() / window.toMillis();
    Counted.say(
        "%d instances, one key, %d in %s: %d granted in %.2f windows",
        INSTANCES, limit, window, granted, windows);
    assertTrue(granted <= 1.01 * limit * Math.ceil(windows), granted + " granted");
    assertTrue(granted >= 0.99 * limit * Math.floor(windows), granted + " granted");
  }

  /** All instances call as fast as they can, at least so long and so often; what was granted. */
  private int hammer(int limit, Duration window, Duration time, int least) throws Exception {
    RateWindows.Demand demand = new RateWindows.Demand("ip", caller, limit, window);
    Instant end = Instant.now().plus(time);
    ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (Redis redis : REDIS) {
        RateWindows windows = new RedisRateWindows(redis, PATIENCE, NEVER);
        all.add(
            threads.submit(
                () -> {
                  int granted = 0;
                  for (int i = 0; i < least || Instant.now().isBefore(end); i++) {
                    granted += windows.take(List.of(demand), Instant.now()).granted() ? 1 : 0;
                  }
                  return granted;
                }));
      }
      int granted = 0;
      for (Future<Integer> part : all) {
        granted += part.get();
      }
      return granted;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhatIsLeftAndWhenThereIsMore() {
    RateWindows windows = new RedisRateWindows(REDIS.get(0), PATIENCE, NEVER);
    RateWindows.Demand two = new RateWindows.Demand("ip", caller, 2, Duration.ofMinutes(1));
    RateWindows.Demand nine = new RateWindows.Demand("member", caller, 9, Duration.ofHours(1));
    windows.take(List.of(two, nine), Instant.now());
    RateWindows.Grant last = windows.take(List.of(two, nine), Instant.now());
    assertTrue(last.granted());
    assertEquals(0, last.windows().get(0).remaining());
    assertEquals(7, last.windows().get(1).remaining());
    long free = last.windows().get(0).untilFree().toMillis();
    assertTrue(free > 40_000 && free <= 60_500, free + " ms");
    RateWindows.Grant refused = windows.take(List.of(two, nine), Instant.now());
    assertFalse(refused.granted());
    assertEquals(7, refused.windows().get(1).remaining(), "a refused call counts nowhere");
  }

  @Test
  void aBlockHoldsOnEveryInstanceAndGrows() {
    Blocking blocking = new Blocking(3, Duration.ofMillis(300), Duration.ofMillis(500));
    RateWindows one = new RedisRateWindows(REDIS.get(0), PATIENCE, blocking);
    RateWindows other = new RedisRateWindows(REDIS.get(1), PATIENCE, blocking);
    RateWindows.Demand login = new RateWindows.Demand("login", caller, 1, Duration.ofHours(1));
    RateWindows.Demand any = new RateWindows.Demand("ip", caller, 1_000, Duration.ofHours(1));
    one.take(List.of(login), Instant.now());
    for (long expected : List.of(300L, 500L, 500L)) {
      one.take(List.of(login), Instant.now());
      one.take(List.of(login), Instant.now());
      assertEquals(expected, one.take(List.of(login), Instant.now()).blocked().toMillis());
      assertTrue(Eventually.isTrue(() -> other.take(List.of(any), Instant.now()).granted()));
    }
  }

  @Test
  void instancesThatAnswerKnowOfEachOther() {
    List<AnsweringInstances> answering = REDIS.stream().map(AnsweringInstances::new).toList();
    AtomicInteger round = new AtomicInteger();
    assertTrue(
        Eventually.isTrue(
            () -> {
              Instant later = Instant.now().plusSeconds(6L * round.getAndIncrement());
              answering.forEach(instance -> instance.announce(later));
              return answering.stream().allMatch(instance -> instance.count() >= INSTANCES);
            }));
  }

  @Test
  void whatIsOverIsForgotten() {
    RateWindows windows = new RedisRateWindows(REDIS.get(0), PATIENCE, NEVER);
    RateWindows.Demand brief = new RateWindows.Demand("ip", caller, 1, Duration.ofMillis(200));
    assertTrue(windows.take(List.of(brief), Instant.now()).granted());
    assertTrue(
        Eventually.isTrue(
            () -> REDIS.get(0).client().getKeys().countExists("rate:ip:" + caller) == 0));
  }
}
