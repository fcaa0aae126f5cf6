package dev.repartee.foundation.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is told to the caller as {@code application/problem+json} (RFC 9457). Its detail
 * is shown as it is, so it names nothing internal.
 */
public class Problem extends RuntimeException {

  /** What is wrong with one field of the request. */
  public record FieldError(String field, String message) {}

  private final ProblemType type;
  private final transient List<FieldError> errors;
  private final @Nullable Duration retryAfter;

  public Problem(ProblemType type, String detail) {
    this(type, detail, List.of(), null);
  }

  /** One that is gone after a while. */
  public Problem(ProblemType type, String detail, Duration retryAfter) {
    this(type, detail, List.of(), retryAfter);
  }

  private Problem(
      ProblemType type, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
    super(detail, null, false, true);
    this.type = type;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  public static Problem invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        ProblemType.VALIDATION_FAILED, "Some fields are not valid.", List.copyOf(errors), null);
  }

  /** For what is not there, and for what belongs to another workspace. */
  public static Problem notFound(String what) {
    return new Problem(ProblemType.NOT_FOUND, "There is no such " + what + ".");
  }

  public ProblemType type() {
    return type;
  }

  public List<FieldError> errors() {
    return errors;
  }

  /** How long the caller should wait before the next attempt, where that is known. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
