package dev.repartee.account.key;

import dev.repartee.account.identity.KnownMembers;
import dev.repartee.foundation.security.ActingFor;
import dev.repartee.foundation.security.BearerScheme;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Who an API key stands for: the member who made or last rotated it, in the role they have now, but
 * never as an owner. When they leave, it opens nothing.
 */
@ApplicationScoped
class ApiKeyScheme implements BearerScheme {

  private final KeyHashes hashes;
  private final Function<UUID, Optional<ApiKey>> keys;
  private final BiFunction<UUID, UUID, Optional<Role>> roles;
  private final BiConsumer<UUID, Instant> uses;
  private final InstantSource clock;

  @Inject
  ApiKeyScheme(
      KeyHashes hashes, KnownKeys keys, KnownMembers members, KeyUses uses, InstantSource clock) {
    this(hashes, keys::find, members::role, uses::note, clock);
  }

  ApiKeyScheme(
      KeyHashes hashes,
      Function<UUID, Optional<ApiKey>> keys,
      BiFunction<UUID, UUID, Optional<Role>> roles,
      BiConsumer<UUID, Instant> uses,
      InstantSource clock) {
    this.hashes = hashes;
    this.keys = keys;
    this.roles = roles;
    this.uses = uses;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "api_key";
  }

  @Override
  public boolean recognizes(String token) {
    return token.startsWith(KeyText.FAMILY);
  }

  @Override
  public Optional<Caller> verify(String token, ActingFor actingFor) {
    Instant now = clock.instant();
    Optional<Caller> caller =
        KeyText.id(hashes.prefix(), token)
            .flatMap(keys)
            .filter(key -> key.isOpenedBy(hashes.hash(token), now))
            .flatMap(this::caller);
    caller.ifPresent(known -> note(known, now));
    return caller;
  }

  private Optional<Caller> caller(ApiKey key) {
    return roles
        .apply(key.userId(), key.workspaceId())
        .map(
            role ->
                new Caller(
                    key.userId(),
                    key.workspaceId(),
                    role == Role.OWNER ? Role.ADMIN : role,
                    key.credential()));
  }

  private void note(Caller caller, Instant now) {
    UUID key = caller.credential().id();
    if (key != null) {
      uses.accept(key, now);
    }
  }
}
