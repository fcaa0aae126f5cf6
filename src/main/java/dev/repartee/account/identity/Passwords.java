package dev.repartee.account.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes and checks passwords with Argon2id (RFC 9106) at the strength OWASP's Password Storage
 * Cheat Sheet asks for: 19 MiB, 2 passes, 1 lane. Only a few run at once, so that a flood of logins
 * takes neither all memory nor every core; the others wait, so nobody comes here with a connection
 * in hand.
 */
@ApplicationScoped
class Passwords {

  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore permits;
  private final String hashOfNobody;

  @Inject
  Passwords(IdentityConfig config) {
    permits = new Semaphore(config.concurrentHashes(), true);
    hashOfNobody = hashNow(UUID.randomUUID().toString());
  }

  /** The hash to store, with its parameters and salt in PHC string format. */
  String hash(String password) {
    return bounded(() -> hashNow(password));
  }

  /** A hash that no password has, for an account whose owner signs in elsewhere. */
  String ofNobody() {
    return hashOfNobody;
  }

  boolean matches(String password, String hash) {
    return bounded(
        () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /** Costs as much as {@link #matches} and is never true: for an account that does not exist. */
  boolean matchesNobody(String password) {
    matches(password, hashOfNobody);
    return false;
  }

  private static String hashNow(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2ID).getResult();
  }

  /** Does something that costs about as much as hashing a password, among the few at once. */
  <T> T bounded(Supplier<T> work) {
    try {
      if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Problem(ProblemType.UNAVAILABLE, "Too many sign-ins at once. Try again soon.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemType.UNAVAILABLE, "The server is stopping.");
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }
}
