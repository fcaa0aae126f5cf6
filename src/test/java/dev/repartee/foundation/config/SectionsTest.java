package dev.repartee.foundation.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every section; what a section makes of its values is tested beside it. */
class SectionsTest {

  private static final String NONSENSE = "?!";

  /** Any text is a value of these. */
  private static final Set<String> FREE_TEXT =
      Set.of(
          "AI_COMPATIBLE_API_KEY",
          "AI_COMPATIBLE_MODEL",
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_MODEL",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_S3_BUCKET",
          "BACKUP_BUCKET",
          "CLERK_AUDIENCE",
          "CORS_ORIGINS",
          "GEMINI_API_KEY",
          "GEMINI_MODEL",
          "JWT_AUDIENCE",
          "JWT_ISSUER",
          "JWT_SECRET",
          "OPENAI_API_KEY",
          "OPENAI_MODEL",
          "R2_BUCKET",
          "R2_REGION",
          "S3_BUCKET",
          "S3_REGION",
          "SENTRY_ENVIRONMENT",
          "SENTRY_RELEASE",
          "TESSDATA_PREFIX");

  @Test
  void allAreFound() {
    assertTrue(Sections.types().contains(ServerConfig.class));
    assertTrue(Sections.types().size() >= 12, Sections.types().toString());
  }

  @ParameterizedTest
  @MethodSource("dev.repartee.foundation.config.Sections#types")
  void withoutAnyVariableALocalServerStarts(Class<?> section) {
    Settings settings = Sections.read(Map.of("APP_ENV", "local"), List.of(section));
    assertEquals(List.of(), settings.problems());
  }

  @ParameterizedTest
  @MethodSource("variables")
  void nonsenseIsToldByTheNameOfItsVariable(Class<?> section, String variable) {
    Settings settings =
        Sections.read(Map.of("APP_ENV", "local", variable, NONSENSE), List.of(section));
    if (FREE_TEXT.contains(variable)) {
      assertEquals(List.of(), settings.problems());
      return;
    }
    assertEquals(1, settings.problems().size(), settings.problems().toString());
    assertTrue(aboutIt(settings.problems().get(0), variable), settings.problems().toString());
  }

  /** Half a pair of keys is told by the name of the missing half. */
  private static boolean aboutIt(String problem, String variable) {
    return problem.startsWith(variable + ": ")
        || (variable.contains("ACCESS_KEY") && problem.contains("the other half of the pair"));
  }

  static Stream<Arguments> variables() {
    List<Arguments> all = new ArrayList<>();
    for (Class<?> section : Sections.types()) {
      Settings settings = Sections.read(Map.of("APP_ENV", "local"), List.of(section));
      settings.variables().keySet().stream()
          .filter(name -> !name.equals("APP_ENV"))
          .sorted()
          .forEach(name -> all.add(Arguments.of(section, name)));
    }
    return all.stream();
  }
}
