package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Unauthenticated;
import jakarta.data.exceptions.OptimisticLockingFailureException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/**
 * Turns whatever was thrown into the problem to tell. What it does not know is our fault and is
 * told in fixed words: no message, class name or SQL of a foreign exception ever gets out.
 */
public final class Failures {

  private static final String UNAVAILABLE = "Try again in a moment.";
  private static final String INTERNAL =
      "The request was not at fault. If it keeps happening, report the traceId.";
  private static final Set<String> CONNECTION_STATES = Set.of("08", "57", "53");

  private Failures() {}

  /** The problem to tell for what was thrown; {@code INTERNAL_ERROR} for what is our fault. */
  public static Problem problem(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    return first(chain, Problem.class)
        .or(() -> first(chain, Unauthenticated.class).flatMap(e -> ofStatus(401)))
        .or(() -> unavailable(chain))
        .or(() -> first(chain, ConstraintViolationException.class).flatMap(Failures::violations))
        .or(() -> stale(chain))
        .or(() -> first(chain, WebApplicationException.class).flatMap(Failures::ofStatus))
        .orElseGet(() -> new Problem(ProblemType.INTERNAL_ERROR, INTERNAL));
  }

  /** For an answer that the container gives with a status alone. */
  static Optional<Problem> ofStatus(int status) {
    return switch (status) {
      case 400 -> Optional.of(new Problem(ProblemType.MALFORMED_REQUEST, "Check the request."));
      case 401 -> Optional.of(new Problem(ProblemType.UNAUTHENTICATED, "Send a bearer token."));
      case 403 -> Optional.of(new Problem(ProblemType.FORBIDDEN, "Another role is needed for it."));
      case 404 -> Optional.of(new Problem(ProblemType.NOT_FOUND, "Nothing is at this address."));
      case 405 -> Optional.of(new Problem(ProblemType.METHOD_NOT_ALLOWED, "Use another method."));
      case 406 -> Optional.of(new Problem(ProblemType.NOT_ACCEPTABLE, "Accept application/json."));
      case 412 -> Optional.of(changed());
      case 413 -> Optional.of(tooLarge());
      case 415 ->
          Optional.of(new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
      case 503 -> Optional.of(new Problem(ProblemType.UNAVAILABLE, UNAVAILABLE));
      default -> Optional.empty();
    };
  }

  static Problem tooLarge() {
    return new Problem(
        ProblemType.BODY_TOO_LARGE,
        "A body may have at most " + BodyFilter.LIMIT / 1024 / 1024 + " MB.");
  }

  static Problem changed() {
    return new Problem(ProblemType.PRECONDITION_FAILED, "Read it again, then try once more.");
  }

  private static Optional<Problem> ofStatus(WebApplicationException e) {
    return ofStatus(e.getResponse().getStatus());
  }

  private static Optional<Problem> unavailable(List<Throwable> chain) {
    boolean away =
        chain.stream()
            .anyMatch(
                e ->
                    e instanceof RedisException
                        || e instanceof Unavailable
                        || (e instanceof SQLException sql && isConnectionFailure(sql)));
    return away ? Optional.of(new Problem(ProblemType.UNAVAILABLE, UNAVAILABLE)) : Optional.empty();
  }

  /** Classes 08 (connection), 57 (shutdown, cancelled), 53 (resources) of SQL states. */
  private static boolean isConnectionFailure(SQLException e) {
    @Nullable String state = e.getSQLState();
    return (state != null
            && state.length() == 5
            && CONNECTION_STATES.contains(state.substring(0, 2)))
        || e instanceof java.sql.SQLTransientException
        || e instanceof java.sql.SQLNonTransientConnectionException;
  }

  private static Optional<Problem> stale(List<Throwable> chain) {
    boolean stale =
        chain.stream()
            .anyMatch(
                e ->
                    e instanceof OptimisticLockException
                        || e instanceof OptimisticLockingFailureException);
    return stale ? Optional.of(changed()) : Optional.empty();
  }

  /** Only what was wrong with the arguments of a resource is the client's to know. */
  private static Optional<Problem> violations(ConstraintViolationException e) {
    List<Problem.FieldError> errors = new ArrayList<>();
    for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
      if (!isArgumentOfResource(violation)) {
        return Optional.empty();
      }
      errors.add(new Problem.FieldError(field(violation), violation.getMessage()));
    }
    errors.sort(
        java.util.Comparator.comparing(Problem.FieldError::field)
            .thenComparing(Problem.FieldError::message));
    return errors.isEmpty() ? Optional.empty() : Optional.of(Problem.invalid(errors));
  }

  private static boolean isArgumentOfResource(ConstraintViolation<?> violation) {
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER) {
        return isResource(violation.getRootBeanClass());
      }
      if (node.getKind() == ElementKind.RETURN_VALUE) {
        return false;
      }
    }
    return false;
  }

  private static boolean isResource(@Nullable Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.isAnnotationPresent(jakarta.ws.rs.Path.class)) {
        return true;
      }
    }
    return false;
  }

  /** {@code create.body.lines[2].text} is {@code lines[2].text} to a client. */
  private static String field(ConstraintViolation<?> violation) {
    StringJoiner path = new StringJoiner(".");
    String parameter = "body";
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = node.getName();
      } else if (node.getKind() == ElementKind.PROPERTY) {
        path.add(node.toString());
      }
    }
    return path.length() == 0 ? parameter : path.toString();
  }

  private static <T> Optional<T> first(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static List<Throwable> chain(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (@Nullable Throwable e = thrown; e != null && seen.add(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }
}
