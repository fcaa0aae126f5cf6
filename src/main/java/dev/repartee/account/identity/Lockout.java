package dev.repartee.account.identity;

import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.RedisConfig;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.RequestOrigin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.redisson.client.RedisException;

/**
 * Makes guessing passwords slow without letting anybody lock others out (OWASP: slow down online
 * guessing attacks with device cookies). Attempts at an account are counted for each network they
 * come from, and for all unknown devices together; a device that has signed in there before has a
 * count of its own, which nobody else can use up. Addresses without an account are counted alike.
 *
 * <p>An attempt is counted before the password is looked at, so that many at once are not free.
 */
@ApplicationScoped
class Lockout {

  /** An attempt under way. */
  record Attempt(String address, List<Tries.Limit> limits, boolean known) {}

  private static final System.Logger LOG = System.getLogger(Lockout.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Whoever has signed in from a device may mistype more often there. */
  private static final int KNOWN_FACTOR = 2;

  /** An attack from many networks at once is slowed when it comes to this. */
  private static final int ALL_FACTOR = 10;

  private final Tries shared;
  private final Tries local;
  private final int free;
  private final AddressHashes hashes;
  private final InstantSource clock;
  private final Runnable delayed;
  private volatile Instant awayUntil = Instant.MIN;

  @Inject
  Lockout(
      EntranceConfig config,
      Redis redis,
      RedisConfig redisConfig,
      AddressHashes hashes,
      InstantSource clock,
      MetricRegistry metrics) {
    this(
        new RedisTries(redis, redisConfig.timeout(), config.loginWaits()),
        new LocalTries(config.loginWaits(), clock),
        config.freeLogins(),
        hashes,
        clock,
        () -> metrics.counter("repartee_sign_ins_delayed_total").inc());
  }

  Lockout(
      Tries shared,
      Tries local,
      int free,
      AddressHashes hashes,
      InstantSource clock,
      Runnable delayed) {
    this.shared = shared;
    this.local = local;
    this.free = free;
    this.hashes = hashes;
    this.clock = clock;
    this.delayed = delayed;
  }

  /**
   * Counts an attempt to sign in to an account, whether there is one or not.
   *
   * @param device a device that has signed in to it before, or nothing
   * @throws Problem with {@link ProblemType#SIGN_IN_DELAYED} when there were too many
   */
  Attempt begin(String address, String device) {
    String account = hashes.of(address);
    boolean known = !device.isEmpty();
    List<Tries.Limit> limits =
        known
            ? List.of(new Tries.Limit(account + ":device:" + device, free * KNOWN_FACTOR))
            : List.of(
                new Tries.Limit(account + ":from:" + network(), free),
                new Tries.Limit(account + ":all", free * ALL_FACTOR));
    Duration wait = ask(tries -> tries.take(limits));
    if (!wait.isZero()) {
      delayed.run();
      throw new Problem(
          ProblemType.SIGN_IN_DELAYED,
          "There were too many attempts. Wait as long as Retry-After says, or reset the password.",
          wait);
    }
    return new Attempt(address, limits, known);
  }

  /** The password was right. */
  void succeeded(Attempt attempt) {
    tell(
        tries -> {
          tries.forget(attempt.limits().get(0).key());
          attempt.limits().stream().skip(1).forEach(limit -> tries.giveBack(limit.key()));
        });
  }

  /** The password was not looked at. */
  void forgive(Attempt attempt) {
    tell(tries -> attempt.limits().forEach(limit -> tries.giveBack(limit.key())));
  }

  /** Whoever has the account's mail has proven to be its owner. */
  void reset(String address) {
    String account = hashes.of(address);
    tell(
        tries -> {
          tries.forget(account + ":all");
          tries.forget(account + ":from:" + network());
        });
  }

  private static String network() {
    return RequestOrigin.current().map(RequestOrigin::network).orElse("-");
  }

  private void tell(Consumer<Tries> work) {
    ask(
        tries -> {
          work.accept(tries);
          return Duration.ZERO;
        });
  }

  /** While Redis is away this instance counts for itself, and asks again every few seconds. */
  private Duration ask(Function<Tries, Duration> question) {
    if (clock.instant().isBefore(awayUntil)) {
      return question.apply(local);
    }
    try {
      return question.apply(shared);
    } catch (RedisException e) {
      awayUntil = clock.instant().plus(PAUSE);
      LOG.log(
          System.Logger.Level.WARNING,
          "Redis is away: this instance counts attempts to sign in for itself");
      return question.apply(local);
    }
  }
}
