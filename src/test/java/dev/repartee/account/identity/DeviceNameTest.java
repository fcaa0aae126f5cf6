package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Firefox on Windows|Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101"
            + " Firefox/128.0",
        "Chrome on macOS|Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Edge on Windows|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
            + " Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        "Safari on iPhone|Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1"
            + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Chrome on Android|Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/126.0.0.0 Mobile Safari/537.36",
        "curl|curl/8.5.0",
        "Java-http-client|Java-http-client/17.0.9"
      })
  void isWhatAPersonWouldCallIt(String name, String userAgent) {
    assertEquals(Optional.of(name), DeviceName.of(userAgent));
  }

  @Test
  void nonsenseHasNoName() {
    for (String nonsense : new String[] {"", " ", "<script>", "\u0000", "5", "(x)"}) {
      assertEquals(Optional.empty(), DeviceName.of(nonsense));
    }
    assertEquals(40, DeviceName.of("x".repeat(100_000)).orElseThrow().length());
  }
}
