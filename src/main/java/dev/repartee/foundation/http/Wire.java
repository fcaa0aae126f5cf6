package dev.repartee.foundation.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as they travel: enum constants in lower case, numbers as digits. */
public final class Wire {

  private Wire() {}

  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant a client named.
   *
   * @throws Problem with {@link ProblemType#VALIDATION_FAILED} for anything that is not one of the
   *     names
   */
  public static <E extends Enum<E>> E required(Class<E> type, String field, @Nullable String text) {
    return optional(type, field, text)
        .orElseThrow(() -> Problem.invalid(field, "must be one of " + names(type)));
  }

  /** As {@link #required}, for a field that may be left out. */
  public static <E extends Enum<E>> Optional<E> optional(
      Class<E> type, String field, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> name(constant).equals(text))
            .findFirst()
            .orElseThrow(() -> Problem.invalid(field, "must be one of " + names(type))));
  }

  /**
   * A whole number from a query parameter.
   *
   * @throws Problem when it is none, or outside the bounds
   */
  public static long number(String field, @Nullable String text, long least, long most) {
    try {
      long value = Long.parseLong(text == null ? "" : text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through: it is told to the client like a number out of bounds.
    }
    throw Problem.invalid(field, "must be a whole number from " + least + " to " + most);
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Wire::name).collect(Collectors.joining(", "));
  }
}
