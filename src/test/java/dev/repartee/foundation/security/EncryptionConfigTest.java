package dev.repartee.foundation.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionConfigTest {

  static final String ONE = "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwXo=";
  static final String OTHER = "4zu9v1XlP8mKcBqk0f1gP8GkWJm2cJc0hYv3nqzC9zE=";

  @Test
  void productionInsistsOnAKey() {
    assertEquals(
        List.of("ENCRYPTION_KEY: is needed; make one with: openssl rand -base64 32"),
        problems(Map.of()));
    assertEquals(List.of(), problems(Map.of("ENCRYPTION_KEY", ONE)));
    assertEquals(
        List.of(), problems(Map.of("ENCRYPTION_KEY", ONE, "ENCRYPTION_KEY_PREVIOUS", OTHER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwXo=xx",
        "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwQ==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "52fb32f5b2d4c8e1a0b9c8d7e6f504132231405f6e7d8c9bafbecddcebfa0918"
      })
  void whatIsNoKeyOf32RandomBytesIsToldWithoutBeingQuoted(String key) {
    for (String name : List.of("ENCRYPTION_KEY", "ENCRYPTION_KEY_PREVIOUS")) {
      Map<String, String> variables = new HashMap<>(Map.of("ENCRYPTION_KEY", ONE));
      variables.put(name, key);
      assertEquals(
          List.of(
              name
                  + ": must be 32 random bytes in Base64; make them with: openssl rand -base64 32"),
          problems(variables));
    }
  }

  @Test
  void aPreviousKeyNeedsACurrentOneThatDiffers() {
    assertEquals(
        List.of("ENCRYPTION_KEY_PREVIOUS: is the same key as ENCRYPTION_KEY"),
        problems(Map.of("ENCRYPTION_KEY", ONE, "ENCRYPTION_KEY_PREVIOUS", ONE)));
    assertFalse(
        problems(Map.of("APP_ENV", "local", "ENCRYPTION_KEY_PREVIOUS", ONE)).isEmpty(), "alone");
  }

  @Test
  void localTakesAKeyOfItsOwnThatIsTheSameAfterARestart() {
    assertEquals(List.of(), problems(Map.of("APP_ENV", "local")));
    EncryptionConfig one = config(Map.of("APP_ENV", "local"));
    EncryptionConfig restarted = config(Map.of("APP_ENV", "local", "JWT_SECRET", "another"));
    assertArrayEquals(one.current().id(), restarted.current().id());
  }

  @Test
  void aKeyIsTheSameInEitherAlphabetOfBase64AndShowsNothingOfItself() {
    byte[] bytes = Base64.getDecoder().decode(OTHER);
    String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    EncryptionConfig config = config(Map.of("ENCRYPTION_KEY", OTHER));
    assertTrue(config(Map.of("ENCRYPTION_KEY", urlSafe)).current().hasId(config.current().id()));
    assertTrue(config.current().toString().matches("key [0-9a-f]{16}"));
  }

  private static List<String> problems(Map<String, String> variables) {
    Settings settings = Settings.of(variables);
    EncryptionConfig ignored = new EncryptionConfig(settings, new ServerConfig(settings));
    return settings.problems();
  }

  static EncryptionConfig config(Map<String, String> variables) {
    Settings settings = Settings.of(variables);
    return new EncryptionConfig(settings, new ServerConfig(settings));
  }
}
