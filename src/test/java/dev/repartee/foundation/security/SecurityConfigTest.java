package dev.repartee.foundation.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityConfigTest {

  @Test
  void productionInsistsOnAStrongSecret() {
    assertFalse(problems(Map.of()).isEmpty(), "none");
    assertFalse(problems(Map.of("JWT_SECRET", "short")).isEmpty(), "short");
    assertFalse(problems(Map.of("JWT_SECRET", "ab".repeat(40))).isEmpty(), "monotonous");
    assertEquals("", problems(Map.of("JWT_SECRET", "q8ZgW2nRk5xT0vBy7LmPc3Hd6Js9FaEu")));
  }

  @Test
  void localMakesOneUpThatDiffersEachTime() {
    Map<String, String> local = Map.of("APP_ENV", "local");
    assertEquals("", problems(local));
    assertNotEquals(config(local).jwtSecret().reveal(), config(local).jwtSecret().reveal());
  }

  @Test
  void theProblemDoesNotQuoteTheSecret() {
    assertFalse(problems(Map.of("JWT_SECRET", "hunter2hunter2")).contains("hunter2"));
  }

  @Test
  void keysOfDifferentPurposesDiffer() {
    SigningKeys keys =
        new SigningKeys(config(Map.of("JWT_SECRET", "q8ZgW2nRk5xT0vBy7LmPc3Hd6Js9FaEu")));
    assertNotEquals(keys.forPurpose("cursor"), keys.forPurpose("access-token"));
    assertEquals(keys.forPurpose("cursor"), keys.forPurpose("cursor"));
  }

  @Test
  void anOwnerMayDoWhatAMemberMay() {
    assertTrue(Role.OWNER.included().contains(Role.MEMBER_NAME));
    assertFalse(Role.MEMBER.included().contains(Role.ADMIN_NAME));
    assertEquals(2, Role.ADMIN.included().size());
  }

  private static String problems(Map<String, String> variables) {
    Settings settings = Settings.of(variables);
    SecurityConfig ignored = new SecurityConfig(settings, new ServerConfig(settings));
    return String.join("\n", settings.problems());
  }

  private static SecurityConfig config(Map<String, String> variables) {
    Settings settings = Settings.of(variables);
    return new SecurityConfig(settings, new ServerConfig(settings));
  }
}
