package dev.repartee.foundation.http;

import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers where the container itself fails or finds nothing, in the same words as the API. */
public class ErrorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpServletResponse.SC_NOT_FOUND; // somebody typed this servlet's own address
    @Nullable Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = failed instanceof String uri ? uri : request.getRequestURI();
    Problem problem =
        Failures.ofStatus(status)
            .orElseGet(() -> new Problem(ProblemType.INTERNAL_ERROR, "Try again later."));
    response.setStatus(problem.type().status());
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    if (!path.startsWith("/api/") && accepts(request, "text/html")) {
      response.setContentType("text/html");
      response.getWriter().write(page(problem));
    } else {
      response.setContentType(ProblemBody.MEDIA_TYPE);
      // what the container refuses by itself has not been through the filters
      String traceId = TraceContext.current().orElseGet(TraceContext::start).traceId();
      response.getWriter().write(ProblemBody.of(problem, path, traceId).json());
    }
  }

  private static boolean accepts(HttpServletRequest request, String type) {
    @Nullable String accept = request.getHeader("Accept");
    return accept != null && accept.contains(type);
  }

  private static String page(Problem problem) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%1$s</title>
    <h1>%1$s</h1>
    <p>%2$s</p>
    <p><a href="/">Repartee</a></p>
    </html>
    """
        .formatted(problem.type().title(), problem.getMessage());
  }
}
