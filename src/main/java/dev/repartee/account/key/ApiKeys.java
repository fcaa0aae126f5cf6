package dev.repartee.account.key;

import dev.repartee.account.audit.Act;
import dev.repartee.account.audit.Audit;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The API keys of a workspace, from their making to their end. */
@ApplicationScoped
class ApiKeys {

  /** A key with its text, which nobody will see again. */
  record Made(ApiKey key, String text) {}

  static final int MOST = 100;
  static final Duration LONGEST_LIFE = Duration.ofDays(5 * 366);

  private static final String SUBJECT = "api_key";

  private final ApiKeyStore store;
  private final KeyHashes hashes;
  private final InstantSource clock;
  private final Audit audit;
  private final Event<KnownKeys.Changed> changed;

  @Inject
  ApiKeys(
      ApiKeyStore store,
      KeyHashes hashes,
      InstantSource clock,
      Audit audit,
      Event<KnownKeys.Changed> changed) {
    this.store = store;
    this.hashes = hashes;
    this.clock = clock;
    this.audit = audit;
    this.changed = changed;
  }

  /**
   * Makes a key that acts for the caller.
   *
   * @throws Problem when it would be expired already or the workspace has too many
   */
  @Transactional
  Made make(Caller caller, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    Instant now = now();
    if (expiresAt != null
        && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFE)))) {
      throw Problem.invalid("expiresAt", "must be in the future, within five years");
    }
    if (store.lockAndCount(caller.workspaceId()) >= MOST) {
      throw new Problem(
          ProblemType.CONFLICT, "A workspace has " + MOST + " keys at most; revoke one first.");
    }
    UUID id = Ids.next();
    String text = hashes.make(id);
    ApiKey key =
        new ApiKey(
            id,
            caller.workspaceId(),
            caller.userId(),
            name,
            scopes,
            hashes.hash(text),
            null,
            now,
            null,
            expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS),
            null,
            0);
    store.insert(key);
    audit.record(Act.of("api_key.created").on(SUBJECT, id).after(state(key)));
    return new Made(key, text);
  }

  List<ApiKey> page(Caller caller, Optional<UUID> before, int limit) {
    return store.page(caller.workspaceId(), before.orElse(null), limit + 1);
  }

  ApiKey find(Caller caller, UUID id) {
    return store.find(caller.workspaceId(), id).orElseThrow(ApiKeys::notFound);
  }

  /**
   * Gives a key another secret; the current one stays good for a while, an older one ends. From now
   * on the key acts for the caller.
   *
   * @throws Problem with {@link ProblemType#CONFLICT} when the key has expired
   */
  @Transactional
  Made rotate(Caller caller, UUID id, Duration overlap, LongConsumer precondition) {
    ApiKey key = locked(caller, id, precondition);
    Instant now = now();
    if (key.hasExpired(now)) {
      throw new Problem(ProblemType.CONFLICT, "The key has expired; make another.");
    }
    String text = hashes.make(id);
    @Nullable Instant until = overlap.isZero() ? null : now.plus(overlap);
    store.rotate(id, hashes.hash(text), until, caller.userId(), now);
    changed.fire(new KnownKeys.Changed(id));
    audit.record(
        Act.of("api_key.rotated")
            .on(SUBJECT, id)
            .after(Map.of("name", key.name(), "overlapSeconds", overlap.toSeconds())));
    return new Made(find(caller, id), text);
  }

  /** Ends a key, everywhere within a second. */
  @Transactional
  void revoke(Caller caller, UUID id, LongConsumer precondition) {
    ApiKey key = locked(caller, id, precondition);
    store.delete(id);
    changed.fire(new KnownKeys.Changed(id));
    audit.record(Act.of("api_key.revoked").on(SUBJECT, id).before(state(key)));
  }

  private ApiKey locked(Caller caller, UUID id, LongConsumer precondition) {
    ApiKey key = store.lock(caller.workspaceId(), id).orElseThrow(ApiKeys::notFound);
    precondition.accept(key.version());
    return key;
  }

  private static Map<String, Object> state(ApiKey key) {
    List<String> scopes = key.scopes().stream().map(Scope::wireName).sorted().toList();
    return key.expiresAt() == null
        ? Map.of("name", key.name(), "scopes", scopes)
        : Map.of("name", key.name(), "scopes", scopes, "expiresAt", key.expiresAt());
  }

  /** As exact as Postgres keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Problem notFound() {
    return Problem.notFound("API key");
  }
}
