package dev.repartee.foundation.http;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem as clients see it (RFC 9457, with {@code code}, {@code traceId}, {@code errors}). */
public record ProblemBody(
    URI type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    @Nullable String traceId,
    @Nullable List<Problem.FieldError> errors) {

  /** The media type of such an answer. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static ProblemBody of(Problem problem, String instance, @Nullable String traceId) {
    ProblemType type = problem.type();
    List<Problem.FieldError> errors = problem.errors();
    return new ProblemBody(
        type.uri(),
        type.title(),
        type.status(),
        String.valueOf(problem.getMessage()),
        instance,
        type.code(),
        traceId,
        errors.isEmpty() ? null : errors);
  }

  String json() {
    return JsonConfig.shared().toJson(this);
  }
}
