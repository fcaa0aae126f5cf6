package dev.repartee.account.signing;

import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.Undecipherable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The keys as this instance knows them. They are read again every few seconds, and when somebody
 * comes with a token of a key that is not known; what is not new is opened once. While the database
 * is away, the keys that are known stay.
 *
 * <p>A key is good from when it is made until no token of it can be good any more: when its
 * successor has been signing for as long as a token lives, and a minute.
 */
@ApplicationScoped
class SigningKeyRing {

  static final Duration MEMORY = Duration.ofSeconds(5);
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** However many bad tokens come, the table is not read more often. */
  static final Duration PAUSE = Duration.ofMillis(250);

  private static final System.Logger LOG = System.getLogger(SigningKeyRing.class.getName());

  /** Where the keys are. */
  interface Source {

    /** All there are, in the order in which they sign. */
    List<SigningKeyStore.Stored> all();

    SigningKey open(SigningKeyStore.Stored stored);
  }

  private record Known(List<SigningKey> keys, Instant readAt) {}

  private final Source source;
  private final SigningConfig config;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private volatile Known known = new Known(List.of(), Instant.EPOCH);

  @Inject
  SigningKeyRing(
      DataSource dataSource, Encryption encryption, SigningConfig config, InstantSource clock) {
    this(of(new SigningKeyStore(dataSource, encryption)), config, clock);
  }

  SigningKeyRing(Source source, SigningConfig config, InstantSource clock) {
    this.source = source;
    this.config = config;
    this.clock = clock;
  }

  private static Source of(SigningKeyStore store) {
    return new Source() {
      @Override
      public List<SigningKeyStore.Stored> all() {
        return store.all();
      }

      @Override
      public SigningKey open(SigningKeyStore.Stored stored) {
        return store.open(stored);
      }
    };
  }

  /**
   * The key that signs now.
   *
   * @throws IllegalStateException when there is none, or none can be read
   */
  SigningKey current() {
    Instant now = clock.instant();
    @Nullable SigningKey current = null;
    for (SigningKey key : recent(MEMORY)) {
      if (current == null || !key.signsFrom().isAfter(now)) {
        current = key;
      }
    }
    if (current == null) {
      throw new IllegalStateException("There is no signing key");
    }
    return current;
  }

  /** The key of this id, as long as its tokens can be good. */
  Optional<SigningKey> find(String id) {
    return find(good(recent(MEMORY)), id).or(() -> find(good(recent(PAUSE)), id));
  }

  private static Optional<SigningKey> find(List<SigningKey> keys, String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The keys whose tokens can be good, and those that will sign next. */
  List<SigningKey> published() {
    return good(recent(MEMORY));
  }

  private List<SigningKey> good(List<SigningKey> keys) {
    Instant now = clock.instant();
    List<SigningKey> good = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      if (i + 1 == keys.size() || now.isBefore(endOf(keys.get(i + 1)))) {
        good.add(keys.get(i));
      }
    }
    return good;
  }

  /** When the key before this one has no good token left. */
  private Instant endOf(SigningKey successor) {
    return successor.signsFrom().plus(config.tokenLifetime()).plus(MARGIN);
  }

  /** Forgets when the keys were read, so that they are read again. */
  void renew() {
    known = new Known(known.keys(), Instant.EPOCH);
  }

  private List<SigningKey> recent(Duration oldest) {
    Known now = known;
    if (isRecent(now, oldest)) {
      return now.keys();
    }
    if (now.keys().isEmpty() || oldest.equals(PAUSE)) {
      reading.lock();
    } else if (!reading.tryLock()) {
      return now.keys(); // somebody is at it
    }
    try {
      if (!isRecent(known, oldest)) {
        known = new Known(read(known.keys()), clock.instant());
      }
      return known.keys();
    } finally {
      reading.unlock();
    }
  }

  private boolean isRecent(Known some, Duration oldest) {
    return some.readAt().plus(oldest).isAfter(clock.instant());
  }

  private List<SigningKey> read(List<SigningKey> before) {
    Map<String, SigningKey> open = new HashMap<>();
    before.forEach(key -> open.put(key.id(), key));
    try {
      List<SigningKey> keys = new ArrayList<>();
      for (SigningKeyStore.Stored stored : source.all()) {
        @Nullable SigningKey key = open.get(stored.id());
        if (key != null && key.signsFrom().equals(stored.signsFrom())) {
          keys.add(key);
        } else {
          open(stored).ifPresent(keys::add);
        }
      }
      return keys;
    } catch (IllegalStateException e) {
      if (before.isEmpty()) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "The signing keys could not be read again", e);
      return before;
    }
  }

  /** Instances that have another key to the secrets go on with the keys they can read. */
  private Optional<SigningKey> open(SigningKeyStore.Stored stored) {
    try {
      SigningKey key = source.open(stored);
      unreadable.remove(stored.id());
      return Optional.of(key);
    } catch (Undecipherable e) {
      if (unreadable.add(stored.id())) {
        LOG.log(System.Logger.Level.ERROR, "Signing key {0} can not be opened here", stored.id());
      }
      return Optional.empty();
    }
  }
}
