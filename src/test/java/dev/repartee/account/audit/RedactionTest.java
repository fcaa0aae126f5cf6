package dev.repartee.account.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.security.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "newPassword",
        "clientSecret",
        "refresh_token",
        "apiKey",
        "api_key",
        "Authorization",
        "totpSeed",
        "privateKey",
        "passwordHash"
      })
  void whatIsNamedAsASecretIsNotKept(String name) {
    assertEquals(Map.of(name, "[redacted]"), Redaction.of(Map.of(name, "s3cret")));
    assertEquals(
        Map.of("inner", Map.of(name, "[redacted]")),
        Redaction.of(Map.of("inner", Map.of(name, List.of("s3cret")))));
  }

  @Test
  void plainValuesAreKept() {
    assertEquals(
        Map.of(
            "role", "ADMIN", "seats", 3, "on", true, "at", "2026-01-31T12:00:00Z", "l", List.of(1)),
        Redaction.of(
            Map.of(
                "role",
                Role.ADMIN,
                "seats",
                3,
                "on",
                true,
                "at",
                Instant.parse("2026-01-31T12:00:00Z"),
                "l",
                List.of(1))));
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    Map<String, Object> state = new HashMap<>();
    state.put("name", null);
    assertEquals(Map.of(), Redaction.of(state));
    assertEquals(
        Map.of("l", List.of("null")), Redaction.of(Map.of("l", Arrays.asList((Object) null))));
  }

  @Test
  void longTextsAndManyValuesAreCut() {
    String long1 = "🙂".repeat(1000);
    Object cut = Redaction.of(Map.of("text", long1)).get("text");
    assertEquals("🙂".repeat(300) + "…", cut);
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      many.put("name " + i, i);
    }
    assertEquals(50, Redaction.of(many).size());
  }

  @Test
  void depthHasAnEnd() {
    Map<String, Object> deep = Map.of("leaf", 1);
    for (int i = 0; i < 50; i++) {
      deep = Map.of("in", deep);
    }
    assertTrue(Redaction.of(deep).toString().length() < 400);
  }
}
