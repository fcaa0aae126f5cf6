package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-05-17T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After    | 7                             | PT7S",
        "retry-after    | 0                             | PT0S",
        "Retry-After    | 1.5                           | PT2S",
        "retry-after-ms | 1500                          | PT1.5S",
        "Retry-After    | Sun, 17 May 2026 12:00:30 GMT | PT30S",
        "Retry-After    | Sun, 17 May 2026 11:00:00 GMT | PT0S",
        "Retry-After    | 999999999999                  | PT1H",
        "Retry-After    | -5                            | PT0S"
      })
  void readsWhatVendorsSend(String name, String value, Duration expected) {
    assertEquals(Optional.of(expected), RetryAfter.in(Map.of(name, List.of(value)), NOW));
  }

  @Test
  void ignoresWhatIsNoPause() {
    assertEquals(Optional.empty(), RetryAfter.in(Map.of("Retry-After", List.of("soon")), NOW));
    assertEquals(Optional.empty(), RetryAfter.in(Map.of(), NOW));
    assertEquals(Optional.empty(), RetryAfter.inBody("{\"error\": {\"code\": 429}}"));
  }
}
