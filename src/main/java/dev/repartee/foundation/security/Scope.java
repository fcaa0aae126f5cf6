package dev.repartee.foundation.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an API key may be allowed to do. Reading and writing are apart; writing includes nothing.
 */
public enum Scope {
  SESSIONS_READ,
  SESSIONS_WRITE,
  OPENERS_READ,
  OPENERS_WRITE,
  WORKSPACE_READ,
  AUDIT_READ;

  /** The scope as clients write it, such as {@code sessions:read}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** The scope of that name, or empty. */
  public static Optional<Scope> named(String name) {
    return Arrays.stream(values()).filter(scope -> scope.wireName().equals(name)).findFirst();
  }
}
