package dev.repartee.foundation.http;

import dev.repartee.foundation.telemetry.ErrorReports;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.List;

/**
 * Answers everything thrown with a problem. The mapper for {@link Throwable} leaves no room for the
 * server's own, which print messages; the other two outrank more special ones of the server.
 */
abstract class ProblemMapper<E extends Throwable> implements ExceptionMapper<E> {

  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
  private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER);

  private final HttpServletRequest request;
  private final ErrorReports reports;

  ProblemMapper(HttpServletRequest request, ErrorReports reports) {
    this.request = request;
    this.reports = reports;
  }

  @Override
  public Response toResponse(E thrown) {
    if (thrown instanceof WebApplicationException e && isAnswer(e.getResponse())) {
      return e.getResponse();
    }
    Problem problem = Failures.problem(thrown);
    if (problem.type().status() >= 500 && thrown != problem) {
      LOG.log(
          System.Logger.Level.ERROR,
          () -> request.getMethod() + " " + request.getRequestURI() + " failed",
          thrown);
      if (problem.type() == ProblemType.INTERNAL_ERROR) {
        reports.unhandled(thrown, request.getMethod(), request.getRequestURI());
      }
    }
    Response.ResponseBuilder answer =
        Response.status(problem.type().status())
            .type(ProblemBody.MEDIA_TYPE)
            .entity(body(problem).json());
    if (problem.type() == ProblemType.UNAUTHENTICATED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    Duration wait = problem.retryAfter();
    if (wait != null) {
      answer.header(HttpHeaders.RETRY_AFTER, wait.plusMillis(999).toSeconds());
    } else if (problem.type() == ProblemType.UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, 5);
    }
    if (thrown instanceof WebApplicationException e) {
      KEPT.forEach(name -> copy(e.getResponse(), answer, name));
    }
    return answer.build();
  }

  private ProblemBody body(Problem problem) {
    return ProblemBody.of(
        problem,
        request.getRequestURI(),
        TraceContext.current().map(TraceContext::traceId).orElse(null));
  }

  /** Redirects and 304 are thrown too, and are no problem. */
  private static boolean isAnswer(Response response) {
    return response.getStatus() < 400;
  }

  private static void copy(Response from, Response.ResponseBuilder to, String name) {
    Object value = from.getHeaders().getFirst(name);
    if (value != null) {
      to.header(name, value);
    }
  }

  /** Everything. */
  @Dependent
  static class OfThrowable extends ProblemMapper<Throwable> {
    @Inject
    OfThrowable(HttpServletRequest request, ErrorReports reports) {
      super(request, reports);
    }
  }

  /** Arguments that are not valid. */
  @Dependent
  static class OfViolations extends ProblemMapper<ConstraintViolationException> {
    @Inject
    OfViolations(HttpServletRequest request, ErrorReports reports) {
      super(request, reports);
    }
  }

  /** What JAX-RS refuses. */
  @Dependent
  static class OfRefusal extends ProblemMapper<WebApplicationException> {
    @Inject
    OfRefusal(HttpServletRequest request, ErrorReports reports) {
      super(request, reports);
    }
  }
}
