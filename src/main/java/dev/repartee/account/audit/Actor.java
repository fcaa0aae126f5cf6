package dev.repartee.account.audit;

import dev.repartee.foundation.security.Caller;
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

  /** Whoever calls, by what they have shown. */
  static Actor of(Caller caller) {
    return switch (caller.credential().kind()) {
      case ACCESS_TOKEN -> user(caller.userId());
      case API_KEY -> new Actor(Type.API_KEY, caller.credential().id());
      case INTERNAL_TOKEN -> service(caller.userId());
    };
  }

  /** The trusted service, by the person it acts for. */
  public static Actor service(UUID actingFor) {
    return new Actor(Type.SERVICE, actingFor);
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
