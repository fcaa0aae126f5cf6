package dev.repartee.coach.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseConfigTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PHASE_REFINE_THRESHOLD | -0.1",
        "PHASE_REFINE_THRESHOLD | NaN",
        "PHASE_COMPLEXITY_WEIGHTS | 0.5,0.5",
        "PHASE_COMPLEXITY_WEIGHTS | 0.5,0.5,0.5,0.5,0.5",
        "PHASE_COMPLEXITY_WEIGHTS | 2,-1,0,0,0",
      })
  void whatDoesNotAddUpIsToldByName(String name, String value) {
    Settings settings = Settings.of(Map.of(name, value));
    var unused = new PhaseConfig(settings);
    assertEquals(1, settings.problems().size());
    assertEquals(name, settings.problems().get(0).split(":", 2)[0]);
  }

  @Test
  void takesWeightsThatAddUp() {
    Settings settings =
        Settings.of(
            Map.of(
                "PHASE_REFINE_THRESHOLD", "1",
                "PHASE_COMPLEXITY_WEIGHTS", "0.2, 0.2, 0.2, 0.2, 0.2"));
    var unused = new PhaseConfig(settings);
    assertEquals(List.of(), settings.problems());
  }
}
