package dev.repartee.coach.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.content.Golden;
import dev.repartee.testing.Counted;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoldenPhaseTest {

  private static final double REQUIRED = 0.85;

  private final PhaseRules rules = new PhaseRules();

  @Test
  void readsThePhasesTheRulesWereTunedOn() {
    assertAccurate("tune", 30, true);
  }

  @Test
  void readsThePhasesItHasNeverSeen() {
    assertAccurate("holdout", 30, false);
  }

  @Test
  void everyTranscriptHasItsOwnName() {
    List<Golden> all = Golden.all();
    assertEquals(all.size(), all.stream().map(Golden::id).distinct().count());
    assertEquals(
        all.size(), all.stream().map(g -> g.transcript().fingerprint()).distinct().count());
  }

  private void assertAccurate(String split, int atLeast, boolean detail) {
    List<Golden> golden = Golden.all().stream().filter(g -> g.split().equals(split)).toList();
    assertTrue(golden.size() >= atLeast, split + " has only " + golden.size());
    Map<Phase, Map<Phase, Integer>> confusion = new EnumMap<>(Phase.class);
    StringBuilder misses = new StringBuilder();
    int right = 0;
    for (Golden one : golden) {
      PhaseReading reading = rules.read(one.transcript());
      confusion
          .computeIfAbsent(one.phase(), phase -> new EnumMap<>(Phase.class))
          .merge(reading.phase(), 1, Integer::sum);
      if (reading.phase() == one.phase()) {
        right++;
      } else if (detail) {
        misses.append("%n  %s read as %s".formatted(one.id(), reading));
      }
    }
    double accuracy = (double) right / golden.size();
    String report =
        String.format(
            Locale.ROOT,
            "%d of %d right, %.1f %%%n%s%s",
            right,
            golden.size(),
            accuracy * 100,
            table(confusion),
            misses);
    Counted.say("Phase accuracy on %s: %s", split, report);
    assertTrue(accuracy >= REQUIRED, report);
  }

  private static String table(Map<Phase, Map<Phase, Integer>> confusion) {
    return confusion.entrySet().stream()
        .map(row -> "  %-6s read as %s".formatted(row.getKey(), row.getValue()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
