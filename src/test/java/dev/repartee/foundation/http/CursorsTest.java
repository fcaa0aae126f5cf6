package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.security.SecurityConfig;
import dev.repartee.foundation.security.SigningKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CursorsTest {

  private final Cursors cursors = signedWith("a-secret-for-tests-a-secret-for-tests");

  @Test
  void opensWhatItSealed() {
    String cursor = cursors.seal("sessions", List.of("2026-01-01", "é", ""));
    assertEquals(List.of("2026-01-01", "é", ""), cursors.open("sessions", request(cursor)).get());
  }

  @Test
  void anotherListRefusesIt() {
    String cursor = cursors.seal("sessions:ann", List.of("1"));
    assertThrows(Problem.class, () -> cursors.open("sessions:bob", request(cursor)));
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    String cursor = cursors.seal("sessions", List.of("some-position"));
    for (int i = 0; i < cursor.length() - 1; i++) { // the last may carry unused bits
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThrows(Problem.class, () -> cursors.open("sessions", request(tampered)));
    }
  }

  @Test
  void garbageIsRefused() {
    for (String garbage : List.of("x", "%%%", "AAAA", "A".repeat(5000), "ä")) {
      assertThrows(Problem.class, () -> cursors.open("sessions", request(garbage)));
    }
  }

  @Test
  void anotherSecretMakesOtherCursors() {
    Cursors others = signedWith("another-secret-another-secret-another");
    assertNotEquals(cursors.seal("l", List.of("1")), others.seal("l", List.of("1")));
    assertThrows(Problem.class, () -> others.open("l", request(cursors.seal("l", List.of("1")))));
  }

  @Test
  void theExtraRowOnlyTellsThatThereIsMore() {
    PageRequest firstTwo = new PageRequest(2, null);
    Page<String> page =
        cursors.page("l", firstTwo, List.of("a", "b", "c"), List::of, row -> row + "!");
    assertEquals(List.of("a!", "b!"), page.items());
    String next = String.valueOf(page.nextCursor());
    assertEquals(List.of("b"), cursors.open("l", request(next)).get());
    assertNull(cursors.page("l", firstTwo, List.of("a", "b"), List::of, row -> row).nextCursor());
  }

  private static PageRequest request(String cursor) {
    return new PageRequest(50, cursor);
  }

  private static Cursors signedWith(String secret) {
    Settings settings = Settings.of(Map.of("JWT_SECRET", secret, "APP_ENV", "local"));
    return new Cursors(new SigningKeys(new SecurityConfig(settings, new ServerConfig(settings))));
  }
}
