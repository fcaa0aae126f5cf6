package dev.repartee.foundation.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Is told of every statement, and tells of those that took long: a line in the log, a counter, a
 * report. Never with values: parameters are not looked at, literals are struck out.
 */
@ApplicationScoped
public class SlowQueries {

  /** What a statement does; the label of the counter. */
  enum Kind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    OTHER;

    /** By the first word; a query that begins {@code WITH} counts as what it ends in: a SELECT. */
    static Kind of(String sql) {
      String first = sql.stripLeading();
      int end = 0;
      while (end < first.length() && Character.isLetter(first.charAt(end))) {
        end++;
      }
      return switch (first.substring(0, end).toUpperCase(Locale.ROOT)) {
        case "SELECT", "WITH" -> SELECT;
        case "INSERT" -> INSERT;
        case "UPDATE" -> UPDATE;
        case "DELETE" -> DELETE;
        default -> OTHER;
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final System.Logger LOG = System.getLogger("dev.repartee.slow-query");
  private static final Pattern LITERAL =
      Pattern.compile(
          "'[^']*+(?:''[^']*+)*+(?:'|$)|\\$(\\w*)\\$.*?\\$\\1\\$|(?<![\\w$])\\d+(?:\\.\\d+)?\\b");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int MOST_TEXT = 2_000;
  private static final String METRIC = "repartee_slow_queries_total";

  private final long threshold;
  private final MetricRegistry registry;
  private final ErrorReports reports;

  @Inject
  public SlowQueries(SlowQueryConfig config, MetricRegistry registry, ErrorReports reports) {
    this.threshold = config.threshold().toNanos();
    this.registry = registry;
    this.reports = reports;
    for (Kind kind : Kind.values()) {
      // there from the start: what begins at its first event hides that event
      registry.counter(METRIC, new Tag("statement", kind.label()));
    }
  }

  /** Notes that a statement has run, or failed, on this thread. */
  public void ran(String sql, long nanos) {
    if (nanos >= threshold) {
      slow(sql, Duration.ofNanos(nanos));
    }
  }

  private void slow(String sql, Duration took) {
    registry.counter(METRIC, new Tag("statement", Kind.of(sql).label())).inc();
    String text = text(sql);
    LOG.log(System.Logger.Level.WARNING, () -> "Slow query, " + took.toMillis() + " ms: " + text);
    reports.slowQuery(text, took);
  }

  /** The statement on one line, as long as is useful, with a question mark for every value. */
  static String text(String sql) {
    String start = sql.substring(0, Math.min(sql.length(), 4 * MOST_TEXT));
    String plain = SPACE.matcher(LITERAL.matcher(start).replaceAll("?")).replaceAll(" ").strip();
    return plain.length() <= MOST_TEXT ? plain : plain.substring(0, MOST_TEXT) + "…";
  }
}
