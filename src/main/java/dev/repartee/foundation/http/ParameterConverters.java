package dev.repartee.foundation.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters strictly. In a path, what is not an id is not there (404); elsewhere a value
 * that does not fit is a mistake that is named (400). Enums are taken in either case.
 */
@Dependent
class ParameterConverters implements ParamConverterProvider {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private record Reader(Function<String, Object> read, String expected) {}

  private static final Reader INTEGER = new Reader(Integer::valueOf, "must be a whole number");
  private static final Reader LONG = new Reader(Long::valueOf, "must be a whole number");
  private static final Reader FLAG = new Reader(ParameterConverters::flag, "must be true or false");
  private static final Map<Class<?>, Reader> READERS =
      Map.of(
          int.class, INTEGER,
          Integer.class, INTEGER,
          long.class, LONG,
          Long.class, LONG,
          boolean.class, FLAG,
          Boolean.class, FLAG,
          UUID.class, new Reader(ParameterConverters::uuid, "must be a UUID"),
          Instant.class, new Reader(Instant::parse, "must be a time such as 2026-01-31T12:00:00Z"));

  @Override
  @SuppressWarnings("unchecked") // what a reader of a class gives is of that class
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type generic, Annotation @Nullable [] annotations) {
    @Nullable Reader reader = type.isEnum() ? ofEnum(type) : READERS.get(type);
    if (reader == null) {
      return null;
    }
    return (ParamConverter<T>)
        new Strict(reader, annotations == null ? new Annotation[0] : annotations);
  }

  private static Reader ofEnum(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    String names =
        String.join(
            ", ",
            Arrays.stream(constants).map(c -> c.toString().toLowerCase(Locale.ROOT)).toList());
    return new Reader(
        text ->
            Arrays.stream(constants)
                .filter(c -> ((Enum<?>) c).name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new),
        "must be one of " + names);
  }

  private static Object uuid(String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return UUID.fromString(text);
  }

  private static Object flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static final class Strict implements ParamConverter<Object> {

    private final Reader reader;
    private final boolean inPath;
    private final String name;

    Strict(Reader reader, Annotation[] annotations) {
      this.reader = reader;
      this.inPath = Arrays.stream(annotations).anyMatch(a -> a instanceof PathParam);
      this.name =
          Arrays.stream(annotations)
              .filter(a -> a instanceof QueryParam)
              .map(a -> ((QueryParam) a).value())
              .findFirst()
              .orElse("parameter");
    }

    @Override
    public @Nullable Object fromString(@Nullable String text) {
      if (text == null) {
        return null;
      }
      try {
        return reader.read().apply(text);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        if (inPath) {
          throw new NotFoundException(e);
        }
        throw Problem.invalid(name, reader.expected());
      }
    }

    @Override
    public String toString(Object value) {
      return value.toString();
    }
  }
}
