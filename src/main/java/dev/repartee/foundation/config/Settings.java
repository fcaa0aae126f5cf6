package dev.repartee.foundation.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads environment variables as types and collects every problem instead of stopping at the first.
 *
 * <p>A value that is missing or wrong is replaced by its fallback, and the problem is remembered;
 * {@link ConfigCheck} refuses to start while there is one. {@code NAME_FILE} names a file that
 * holds the value of {@code NAME}. An empty value counts as not set.
 */
public final class Settings {

  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

  private final Function<String, Optional<String>> source;
  private final Map<String, Variable> variables = Collections.synchronizedMap(new TreeMap<>());
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());

  public Settings(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Settings from a map, for tests and tools. */
  public static Settings of(Map<String, String> values) {
    return new Settings(name -> Optional.ofNullable(values.get(name)));
  }

  public Optional<String> text(String name) {
    return lookup(new Variable(name, "", false));
  }

  public String text(String name, String fallback) {
    return lookup(new Variable(name, fallback, false)).orElse(fallback);
  }

  public Optional<Secret> secret(String name) {
    return lookup(new Variable(name, "", true)).map(Secret::of);
  }

  public int number(String name, int fallback, int least, int most) {
    return parsed(
        name,
        fallback,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        "a whole number from " + least + " to " + most);
  }

  public BigDecimal amount(String name, BigDecimal fallback) {
    return parsed(
        name,
        fallback,
        text -> {
          BigDecimal value = new BigDecimal(text);
          if (value.signum() < 0) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        "an amount of 0 or more, such as 12.50");
  }

  public boolean flag(String name, boolean fallback) {
    return parsed(
        name,
        fallback,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "1", "yes", "on" -> true;
              case "false", "0", "no", "off" -> false;
              default -> throw new IllegalArgumentException();
            },
        "true or false");
  }

  /**
   * A duration as {@code 500ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 30d} or ISO 8601.
   */
  public Duration duration(String name, Duration fallback, Duration least, Duration most) {
    return parsed(
        name,
        fallback,
        text -> {
          Duration value = parseDuration(text);
          if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException();
          }
          return value;
        },
        "a duration from " + show(least) + " to " + show(most) + ", such as 30s, 15m or 24h");
  }

  public Optional<URI> uri(String name) {
    return optional(name, text -> requireAbsolute(URI.create(text)), "an absolute URL");
  }

  public Optional<UUID> id(String name) {
    return optional(name, UUID::fromString, "an id, such as 01a216a8-58d9-74e2-91c0-570d285626a4");
  }

  public URI uri(String name, URI fallback) {
    return parsed(name, fallback, text -> requireAbsolute(URI.create(text)), "an absolute URL");
  }

  public <E extends Enum<E>> E choice(String name, E fallback) {
    Class<E> type = fallback.getDeclaringClass();
    String choices =
        String.join(
            ", ",
            Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList());
    return parsed(
        name,
        fallback,
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')),
        "one of " + choices);
  }

  /** A comma-separated list; blanks around and between items are dropped. */
  public List<String> list(String name, List<String> fallback) {
    return parsed(
        name,
        fallback,
        text ->
            Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList(),
        "a comma-separated list");
  }

  /**
   * Any other type: {@code parser} throws {@link IllegalArgumentException} for what it does not
   * take.
   */
  public <T> T parsed(String name, T fallback, Function<String, T> parser, String expected) {
    String shown = show(fallback);
    return lookup(new Variable(name, shown, false))
        .map(text -> parse(name, text, parser, expected))
        .orElse(Optional.of(fallback))
        .orElse(fallback);
  }

  /** As {@link #parsed}, for a variable that may be absent. */
  public <T> Optional<T> optional(String name, Function<String, T> parser, String expected) {
    return lookup(new Variable(name, "", false))
        .flatMap(text -> parse(name, text, parser, expected));
  }

  /**
   * Remembers a problem that only the reading class can see, such as two values that do not go
   * together.
   */
  public void problem(String name, String message) {
    problems.add(name + ": " + message);
  }

  /** Every problem so far, one sentence each, without any secret in it. */
  public List<String> problems() {
    synchronized (problems) {
      return problems.stream().distinct().toList();
    }
  }

  /** Every variable that was asked for, by name. */
  public Map<String, Variable> variables() {
    synchronized (variables) {
      return Map.copyOf(variables);
    }
  }

  private Optional<String> lookup(Variable variable) {
    variables.putIfAbsent(variable.name(), variable);
    Optional<String> value = source.apply(variable.name()).filter(text -> !text.isBlank());
    return value.or(() -> fromFile(variable.name())).map(String::strip);
  }

  private Optional<String> fromFile(String name) {
    Optional<String> file = source.apply(name + "_FILE").filter(text -> !text.isBlank());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(file.get())));
    } catch (IOException e) {
      problem(name + "_FILE", "the file can not be read");
      return Optional.empty();
    }
  }

  private <T> Optional<T> parse(
      String name, String text, Function<String, T> parser, String expected) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      problem(name, "must be " + expected);
      return Optional.empty();
    }
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static URI requireAbsolute(URI uri) {
    if (!uri.isAbsolute() || uri.getHost() == null) {
      throw new IllegalArgumentException();
    }
    return uri;
  }

  /** A fallback as an operator would write it. */
  private static String show(Object value) {
    if (value instanceof Duration duration) {
      return show(duration);
    }
    if (value instanceof List<?> list) {
      return String.join(",", list.stream().map(Object::toString).toList());
    }
    if (value instanceof Map<?, ?> map && map.isEmpty()) {
      return "";
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    return value.toString();
  }

  private static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0 && seconds > 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
