package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.telemetry.ErrorReports;
import dev.repartee.foundation.telemetry.HttpMetrics;
import dev.repartee.foundation.telemetry.LogFields;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first and last to see a request, static files included: names it, finds its trace and its
 * client, sets the security headers, and writes one line about it. On a worker, nothing but health
 * is to be found.
 */
public class EdgeFilter extends HttpFilter {

  static final String REQUEST_ID = "X-Request-Id";

  private static final System.Logger LOG = System.getLogger("dev.repartee.request");
  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern HEALTH = Pattern.compile("/api/healthz?|/health(/.*)?|/metrics");
  private static final long serialVersionUID = 1L;

  private final transient ClientAddresses addresses;
  private final transient SecurityHeaders headers;
  private final transient TlsGuard tls;
  private final transient HttpMetrics metrics;
  private final transient ErrorReports reports;
  private final boolean answers;

  @Inject
  public EdgeFilter(
      ClientAddresses addresses,
      SecurityHeaders headers,
      TlsGuard tls,
      HttpMetrics metrics,
      ErrorReports reports,
      ServerConfig server) {
    this.answers = server.answers();
    this.addresses = addresses;
    this.headers = headers;
    this.tls = tls;
    this.metrics = metrics;
    this.reports = reports;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long start = System.nanoTime();
    RequestFacts facts = facts(request);
    facts.attachTo(request);
    response.setHeader(REQUEST_ID, facts.requestId());
    headers.addTo(request, response, tls.isSecure(request));
    LogFields.clear();
    LogFields.REQUEST_ID.set(facts.requestId());
    RequestOrigin.set(new RequestOrigin(facts.clientAddress(), request.getHeader("User-Agent")));
    TraceContext.Binding trace = facts.trace().bind();
    boolean failed = true;
    try {
      boolean health = HEALTH.matcher(request.getRequestURI()).matches();
      if (!health && tls.refuses(request)) {
        tls.answer(request, response, facts.trace().traceId());
      } else if (answers || health) {
        chain.doFilter(request, response);
      } else { // a worker
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
      failed = false;
    } finally {
      finish(request, response, start, failed);
      trace.close();
      RequestOrigin.clear();
      LogFields.clear();
    }
  }

  private RequestFacts facts(HttpServletRequest request) {
    @Nullable String given = request.getHeader(REQUEST_ID);
    String id = given != null && SANE_ID.matcher(given).matches() ? given : Ids.next().toString();
    TraceContext trace =
        TraceContext.parse(request.getHeader("traceparent"))
            .map(TraceContext::child)
            .orElseGet(TraceContext::start);
    return new RequestFacts(id, trace, addresses.of(request));
  }

  private void finish(
      HttpServletRequest request, HttpServletResponse response, long start, boolean failed) {
    if (HEALTH.matcher(request.getRequestURI()).matches()) {
      return;
    }
    if (!failed && request.isAsyncStarted()) {
      request.getAsyncContext().addListener(new Finish(request, response, start));
    } else {
      report(request, response, start, failed);
    }
  }

  private void report(
      HttpServletRequest request, HttpServletResponse response, long start, boolean failed) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    int status = failed && response.getStatus() < 400 ? 500 : response.getStatus();
    metrics.answered(status, took);
    reports.answered(request.getMethod(), request.getRequestURI(), status, took);
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            request.getMethod()
                + " "
                + request.getRequestURI()
                + " "
                + status
                + " "
                + took.toMillis()
                + " ms");
  }

  /** Reports a request that another thread answers. */
  private final class Finish implements AsyncListener {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final long start;

    Finish(HttpServletRequest request, HttpServletResponse response, long start) {
      this.request = request;
      this.response = response;
      this.start = start;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      try (TraceContext.Binding trace = RequestFacts.of(request).trace().bind()) {
        report(request, response, start, event.getThrowable() != null);
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
