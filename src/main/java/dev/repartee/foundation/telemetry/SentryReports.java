package dev.repartee.foundation.telemetry;

import io.sentry.Hint;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryLongDate;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.TracesSamplingDecision;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.TransactionNameSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports to Sentry, from a bounded queue that one thread empties. */
final class SentryReports implements ErrorReports, AutoCloseable {

  private static final int QUEUE = 100;
  private static final int MOST_CAUSES = 20;
  private static final int CALL_MILLIS = 2_000;
  private static final long STOP_MILLIS = 700; // waited for twice: by tasks, and by the transport

  private final double tracesSampleRate;

  SentryReports(String dsn, SentryConfig config) {
    tracesSampleRate = config.tracesSampleRate();
    Sentry.init(options -> configure(options, dsn, config), true);
  }

  private static void configure(SentryOptions options, String dsn, SentryConfig config) {
    options.setDsn(dsn);
    options.setEnvironment(config.environment());
    config.release().ifPresent(options::setRelease);
    options.setTracesSampleRate(config.tracesSampleRate());
    options.setMaxQueueSize(QUEUE);
    options.setConnectionTimeoutMillis(CALL_MILLIS);
    options.setReadTimeoutMillis(CALL_MILLIS);
    options.setFlushTimeoutMillis(STOP_MILLIS);
    options.setShutdownTimeoutMillis(STOP_MILLIS);
    options.setEnableUncaughtExceptionHandler(false);
    options.setEnableShutdownHook(false);
    options.setEnableAutoSessionTracking(false);
    options.setEnableExternalConfiguration(false);
    options.setSendDefaultPii(false);
    options.setSendModules(false);
    options.setAttachServerName(false);
    options.setAttachThreads(false);
    options.setMaxBreadcrumbs(0);
    options.addInAppInclude("dev.repartee");
    options.setBeforeSend(SentryReports::scrub);
  }

  /** What an exception says may hold what somebody wrote, or the values of a row. */
  private static SentryEvent scrub(SentryEvent event, Hint hint) {
    if (event.getExceptions() != null) {
      event.getExceptions().forEach(exception -> exception.setValue(null));
    }
    event.setRequest(null);
    event.setUser(null);
    event.setServerName(null);
    event.setBreadcrumbs(null);
    hint.clearAttachments();
    return event;
  }

  @Override
  public void unhandled(Throwable thrown, String method, String path) {
    SentryEvent event = event(thrown, SentryLevel.ERROR);
    event.setTransaction(method + " " + Route.of(path));
    send(event);
  }

  @Override
  public void deadJob(@Nullable Throwable failure, String queue, String type, int attempts) {
    SentryEvent event = event(failure, SentryLevel.ERROR);
    event.setTransaction(type);
    event.setTag("queue", queue);
    event.setTag("attempts", String.valueOf(attempts));
    event.setMessage(message("Job " + type + " of queue " + queue + " is dead"));
    if (failure == null) {
      event.setFingerprints(List.of("dead-job", queue, type));
    }
    send(event);
  }

  @Override
  public void slowQuery(String sql, Duration took) {
    SentryEvent event = event(null, SentryLevel.WARNING);
    event.setMessage(message("Slow query: " + sql));
    event.setFingerprints(List.of("slow-query", sql));
    event.getContexts().put("query", Map.of("sql", sql, "milliseconds", took.toMillis()));
    send(event);
  }

  @Override
  public void answered(String method, String path, int status, Duration took) {
    if (tracesSampleRate > 0) {
      TraceContext.current()
          .filter(this::sampled)
          .ifPresent(
              trace -> {
                SpanStatus outcome =
                    Optional.ofNullable(SpanStatus.fromHttpStatusCode(status))
                        .orElse(SpanStatus.OK);
                ITransaction transaction =
                    begin(trace, null, "http.server", method + " " + Route.of(path), took);
                transaction.setData("http.response.status_code", status);
                transaction.finish(outcome, now());
              });
    }
  }

  @Override
  public void attempted(
      @Nullable String parent, String queue, String type, boolean done, Duration took) {
    if (tracesSampleRate > 0) {
      TraceContext.parse(parent)
          .filter(this::sampled)
          .ifPresent(
              from -> {
                ITransaction transaction =
                    begin(from.child(), from.spanId(), "queue.process", type, took);
                transaction.setData("messaging.destination.name", queue);
                transaction.finish(done ? SpanStatus.OK : SpanStatus.INTERNAL_ERROR, now());
              });
    }
  }

  /** By the trace, so that a request and its jobs are sampled together or not at all. */
  private boolean sampled(TraceContext trace) {
    long random = Long.parseLong(trace.traceId().substring(19), 16);
    return random < tracesSampleRate * (1L << 52);
  }

  private ITransaction begin(
      TraceContext trace, @Nullable String parent, String operation, String name, Duration took) {
    TracesSamplingDecision decision = new TracesSamplingDecision(true, tracesSampleRate);
    TransactionContext context =
        new TransactionContext(
            new SentryId(trace.traceId()),
            new SpanId(trace.spanId()),
            parent == null ? null : new SpanId(parent),
            decision,
            null);
    context.setSamplingDecision(decision);
    context.setName(name);
    context.setTransactionNameSource(TransactionNameSource.ROUTE);
    context.setOperation(operation);
    TransactionOptions options = new TransactionOptions();
    options.setStartTimestamp(new SentryLongDate(nanos(Instant.now().minus(took))));
    return Sentry.startTransaction(context, options);
  }

  private static SentryEvent event(@Nullable Throwable thrown, SentryLevel level) {
    SentryEvent event = thrown == null ? new SentryEvent() : new SentryEvent(thrown);
    event.setLevel(level);
    LogFields.snapshot()
        .forEach((field, value) -> event.setTag(field.name().toLowerCase(Locale.ROOT), value));
    TraceContext.current()
        .ifPresent(
            trace ->
                event
                    .getContexts()
                    .setTrace(
                        new SpanContext(
                            new SentryId(trace.traceId()),
                            new SpanId(trace.spanId()),
                            "repartee",
                            null,
                            null)));
    @Nullable Throwable cause = thrown;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        event.setTag("sql_state", sql.getSQLState());
        break;
      }
    }
    return event;
  }

  private static Message message(String text) {
    Message message = new Message();
    message.setFormatted(text);
    return message;
  }

  /** Puts it into the queue, or drops it when that is full. */
  private static void send(SentryEvent event) {
    Sentry.captureEvent(event);
  }

  private static SentryLongDate now() {
    return new SentryLongDate(nanos(Instant.now()));
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Override
  public void close() {
    Sentry.close();
  }
}
