package dev.repartee.foundation.http;

import java.util.List;

/**
 * A failure that is told to the caller as {@code application/problem+json} (RFC 9457). Its detail
 * is shown as it is, so it names nothing internal.
 */
public class Problem extends RuntimeException {

  /** What is wrong with one field of the request. */
  public record FieldError(String field, String message) {}

  private final ProblemType type;
  private final transient List<FieldError> errors;

  public Problem(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  private Problem(ProblemType type, String detail, List<FieldError> errors) {
    super(detail, null, false, true);
    this.type = type;
    this.errors = errors;
  }

  public static Problem invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        ProblemType.VALIDATION_FAILED, "Some fields are not valid.", List.copyOf(errors));
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
}
