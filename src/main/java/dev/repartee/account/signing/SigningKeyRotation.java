package dev.repartee.account.signing;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.account.audit.CommandAudit;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.Encryption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * When there is to be a new key. Everything here is to be called in a transaction; several
 * instances wait for each other, and only one of them changes anything.
 */
public final class SigningKeyRotation {

  /**
   * A key that will sign, or does.
   *
   * @param isNew whether it was made now; if not, it was made before and waits for its time
   */
  public record Next(String id, Instant signsFrom, boolean isNew) {}

  private final SigningKeyStore store;
  private final SigningConfig config;
  private final InstantSource clock;
  private final Consumer<Act> audit;

  /** For a server. */
  SigningKeyRotation(
      SigningKeyStore store, SigningConfig config, InstantSource clock, Audit audit) {
    this(store, config, clock, audit::record);
  }

  SigningKeyRotation(
      SigningKeyStore store, SigningConfig config, InstantSource clock, Consumer<Act> audit) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.audit = audit;
  }

  /** For commands: works in whatever transaction the connection of the data source is in. */
  public static SigningKeyRotation ofCommand(
      DataSource dataSource, Settings settings, Encryption encryption) {
    return new SigningKeyRotation(
        new SigningKeyStore(dataSource, encryption),
        new SigningConfig(settings),
        InstantSource.system(),
        new CommandAudit(dataSource)::record);
  }

  /** Makes a key that signs at once, where there is none that does. */
  void begin() {
    store.lock();
    Instant now = now();
    if (store.all().stream().allMatch(key -> key.signsFrom().isAfter(now))) {
      add("signing_key.created", now, now);
    }
  }

  /** Makes the next key when the newest one has signed, or will have, for its time. */
  Optional<Next> rotateIfDue() {
    store.lock();
    Instant now = now();
    Optional<SigningKeyStore.Stored> newest = newest();
    boolean due =
        newest.isEmpty()
            || !newest.get().signsFrom().plus(config.rotation()).isAfter(now.plus(config.lead()));
    return due
        ? Optional.of(add("signing_key.rotated", now, now.plus(config.lead())))
        : Optional.empty();
  }

  /** Makes the next key, unless there is one already that waits for its time. */
  public Next rotate() {
    store.lock();
    Instant now = now();
    return newest()
        .filter(key -> key.signsFrom().isAfter(now))
        .map(key -> new Next(key.id(), key.signsFrom(), false))
        .orElseGet(() -> add("signing_key.rotated", now, now.plus(config.lead())));
  }

  /**
   * Removes every key and makes one that signs at once: for when somebody may have a copy. Every
   * access token ends within seconds; clients get new ones by their refresh tokens.
   */
  public Next replace() {
    store.lock();
    store.removeAll();
    Instant now = now();
    return add("signing_key.replaced", now, now);
  }

  private Optional<SigningKeyStore.Stored> newest() {
    List<SigningKeyStore.Stored> all = store.all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private Next add(String action, Instant now, Instant signsFrom) {
    SigningKey key = SigningKey.make(now, signsFrom);
    store.add(key);
    audit.accept(
        Act.of(action)
            .in(Act.INSTALLATION)
            .on("signing_key", key.id())
            .after(Map.of("signsFrom", signsFrom)));
    return new Next(key.id(), signsFrom, true);
  }

  /** As exact as Postgres keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
