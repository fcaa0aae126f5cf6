package dev.repartee.foundation.telemetry;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work belongs in a trace, as of W3C Trace Context level 1. It is bound to a
 * thread while {@link #run} or {@link #call} lasts; a job stores {@link #header()} when it is
 * enqueued and runs within {@code
 * TraceContext.parse(header).orElseGet(TraceContext::start).child()}.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param sampled whether whoever began the trace records it
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

  private static final Pattern HEADER =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ThreadLocal<@Nullable TraceContext> CURRENT = new ThreadLocal<>();

  /** A new trace. */
  public static TraceContext start() {
    return new TraceContext(randomHex(16), randomHex(8), true);
  }

  /** Reads a {@code traceparent} header; empty when it is not one. */
  public static Optional<TraceContext> parse(@Nullable String header) {
    Matcher matcher = HEADER.matcher(header == null ? "" : header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(1);
    boolean more = matcher.group(5) != null;
    boolean invalid =
        version.equals("ff")
            || (version.equals("00") && more)
            || matcher.group(2).equals(NO_TRACE)
            || matcher.group(3).equals(NO_SPAN);
    if (invalid) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(matcher.group(4), 16) & 1) == 1;
    return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), sampled));
  }

  /** The context of this thread. */
  public static Optional<TraceContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** A new span of the same trace. */
  public TraceContext child() {
    return new TraceContext(traceId, randomHex(8), sampled);
  }

  /** This context as a {@code traceparent} header. */
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  /** Does the work within this context, then restores the one before. */
  public void run(Runnable work) {
    Binding binding = bind();
    try {
      work.run();
    } finally {
      binding.close();
    }
  }

  /** Does the work within this context, then restores the one before. */
  public <T> T call(Callable<T> work) throws Exception {
    Binding binding = bind();
    try {
      return work.call();
    } finally {
      binding.close();
    }
  }

  /** Binds this context to the thread until the binding is closed. */
  public Binding bind() {
    TraceContext before = CURRENT.get();
    CURRENT.set(this);
    return () -> {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    };
  }

  /** Ends what {@link #bind} began, on the same thread. */
  @FunctionalInterface
  public interface Binding extends AutoCloseable {
    @Override
    void close();
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    random[0] |= 1; // never all zeros, which the standard forbids
    return HexFormat.of().formatHex(random);
  }
}
