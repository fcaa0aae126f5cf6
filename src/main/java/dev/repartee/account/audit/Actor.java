package dev.repartee.account.audit;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who or what has done something.
 *
 * @param id of the person or the key; null for the product itself
 */
public record Actor(Type type, @Nullable UUID id) {

  /** The product itself, such as in a job. */
  public static final Actor SYSTEM = new Actor(Type.SYSTEM, null);

  /** What kinds of actors there are. */
  public enum Type {
    USER,
    API_KEY,
    SERVICE,
    SYSTEM;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A person. */
  public static Actor user(UUID id) {
    return new Actor(Type.USER, id);
  }

  /** A program, by the key it has. */
  public static Actor apiKey(UUID id) {
    return new Actor(Type.API_KEY, id);
  }
}
