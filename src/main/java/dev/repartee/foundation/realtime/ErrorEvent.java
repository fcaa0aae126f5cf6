package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client that something it asked for failed.
 *
 * @param streamId of the message that failed, if it had one
 * @param code the same word as {@code code} of an HTTP problem
 */
public record ErrorEvent(String type, @Nullable String streamId, String code, String message) {

  public ErrorEvent(@Nullable String streamId, ProblemType type, String message) {
    this("error", streamId, type.code(), message);
  }

  /** A problem as an event; for wrong fields the message names them. */
  public static ErrorEvent of(@Nullable String streamId, Problem problem) {
    StringBuilder message = new StringBuilder(String.valueOf(problem.getMessage()));
    for (Problem.FieldError error : problem.errors()) {
      message.append(' ').append(error.field()).append(' ').append(error.message()).append('.');
    }
    return new ErrorEvent(streamId, problem.type(), message.toString());
  }
}
