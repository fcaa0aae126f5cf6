package dev.repartee.account.clerk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of Clerk's tokens. They are asked for once an hour, and when a token names one
 * that is not known, but never more often than every few seconds, whatever comes. While Clerk is
 * away, the keys that are known stay good for a day.
 */
@ApplicationScoped
class ClerkKeys {

  static final Duration FRESH = Duration.ofHours(1);
  static final Duration PAUSE = Duration.ofSeconds(5);
  static final Duration STALE = Duration.ofDays(1);

  private static final System.Logger LOG = System.getLogger(ClerkKeys.class.getName());
  private static final int LEAST_BITS = 2048;

  /** Asks Clerk for its keys. */
  interface Source {
    String read() throws IOException;
  }

  private record Known(Map<String, JWSVerifier> keys, Instant at) {}

  private final Source source;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Known known = new Known(Map.of(), Instant.EPOCH);
  private volatile Instant askedAt = Instant.EPOCH;

  @Inject
  ClerkKeys(ClerkConfig config, ClerkHttp http, InstantSource clock) {
    this(
        () ->
            http.get("keys", config.keys(), Optional.empty())
                .orElseThrow(() -> new IOException("There are no keys at " + config.keys())),
        clock);
  }

  ClerkKeys(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * What checks tokens of this key; empty when Clerk has no such key.
   *
   * @throws Problem with {@link ProblemType#UNAVAILABLE} when there are no keys to tell by
   */
  Optional<JWSVerifier> find(String id) {
    @Nullable JWSVerifier key = known.keys().get(id);
    boolean fresh = known.at().plus(FRESH).isAfter(clock.instant());
    if (key == null || !fresh) {
      ask(key != null);
      key = known.keys().get(id);
    }
    if (!known.at().plus(STALE).isAfter(clock.instant())) {
      throw new Problem(ProblemType.UNAVAILABLE, "Clerk does not answer. Try again soon.");
    }
    return Optional.ofNullable(key);
  }

  /**
   * @param hasKey whether there is one to go on with, so that nobody has to wait
   */
  private void ask(boolean hasKey) {
    if (!mayAsk()) {
      return;
    }
    if (hasKey ? !asking.tryLock() : !lock()) {
      return;
    }
    try {
      if (mayAsk()) {
        askedAt = clock.instant();
        known = new Known(read(), clock.instant());
      }
    } catch (IOException | ParseException e) {
      LOG.log(System.Logger.Level.WARNING, "Clerk''s keys could not be read: {0}", e.getMessage());
    } finally {
      asking.unlock();
    }
  }

  private boolean lock() {
    asking.lock();
    return true;
  }

  private boolean mayAsk() {
    return !askedAt.plus(PAUSE).isAfter(clock.instant());
  }

  private Map<String, JWSVerifier> read() throws IOException, ParseException {
    Map<String, JWSVerifier> keys = new HashMap<>();
    for (JWK key : JWKSet.parse(source.read()).getKeys()) {
      @Nullable String id = key.getKeyID();
      if (id != null
          && key instanceof RSAKey rsa
          && rsa.size() >= LEAST_BITS
          && !KeyUse.ENCRYPTION.equals(rsa.getKeyUse())) {
        try {
          keys.put(id, new RSASSAVerifier(rsa.toRSAPublicKey()));
        } catch (JOSEException e) {
          throw new IOException("Key " + id + " is no key", e);
        }
      }
    }
    if (keys.isEmpty()) {
      throw new IOException("none of them is for RS256");
    }
    return Map.copyOf(keys);
  }
}
