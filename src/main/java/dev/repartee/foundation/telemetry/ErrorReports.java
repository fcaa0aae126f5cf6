package dev.repartee.foundation.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a service that collects errors what went wrong. Nothing here waits for that service or
 * throws: what can not be delivered is dropped. What is told says where in the code and for which
 * request or job, never what somebody wrote: no messages of exceptions, bodies, headers or values.
 */
public interface ErrorReports {

  /** No such service. */
  ErrorReports NONE =
      new ErrorReports() {
        @Override
        public void unhandled(Throwable thrown, String method, String path) {}

        @Override
        public void deadJob(@Nullable Throwable failure, String queue, String type, int attempts) {}

        @Override
        public void slowQuery(String sql, Duration took) {}

        @Override
        public void answered(String method, String path, int status, Duration took) {}

        @Override
        public void attempted(
            @Nullable String parent, String queue, String type, boolean done, Duration took) {}
      };

  /** A request was answered with a 500 because of this. */
  void unhandled(Throwable thrown, String method, String path);

  /**
   * A job has no attempt left.
   *
   * @param failure what the last attempt threw; null when it left nothing behind but a lease
   */
  void deadJob(@Nullable Throwable failure, String queue, String type, int attempts);

  /**
   * A statement took long.
   *
   * @param sql without any value
   */
  void slowQuery(String sql, Duration took);

  /** A request has its answer; for those traces that are sampled. */
  void answered(String method, String path, int status, Duration took);

  /**
   * An attempt at a job is over; for those traces that are sampled.
   *
   * @param parent the trace header of whoever enqueued it, if any
   */
  void attempted(@Nullable String parent, String queue, String type, boolean done, Duration took);
}
