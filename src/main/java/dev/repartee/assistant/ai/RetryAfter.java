package dev.repartee.assistant.ai;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long a vendor asks us to wait: {@code Retry-After} (RFC 9110, 10.2.3) in seconds or as
 * a date, and what some vendors have of their own.
 */
final class RetryAfter {

  /** Nobody means a longer one. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern RETRY_INFO =
      Pattern.compile("\"retryDelay\"\\s*:\\s*\"(\\d{1,6}(?:\\.\\d+)?)s\"");

  private RetryAfter() {}

  static Optional<Duration> in(Map<String, List<String>> headers, Instant now) {
    return first(headers, "retry-after-ms")
        .flatMap(text -> number(text).map(Duration::ofMillis))
        .or(() -> first(headers, "retry-after").flatMap(text -> read(text, now)))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** Google says it in the body, as a {@code google.rpc.RetryInfo}. */
  static Optional<Duration> inBody(String body) {
    Matcher matcher = RETRY_INFO.matcher(body);
    return matcher.find() ? number(matcher.group(1)).map(Duration::ofSeconds) : Optional.empty();
  }

  private static Optional<Duration> read(String text, Instant now) {
    return number(text).map(Duration::ofSeconds).or(() -> untilDate(text, now));
  }

  private static Optional<Duration> untilDate(String text, Instant now) {
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of((long) Math.ceil(Double.parseDouble(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .map(String::strip)
        .findFirst();
  }
}
