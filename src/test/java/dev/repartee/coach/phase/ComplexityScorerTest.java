package dev.repartee.coach.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.content.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComplexityScorerTest {

  private final PhaseRules rules = new PhaseRules();

  @Test
  void weightsThatAreWrongAreAllNamedAtOnce() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ComplexityWeights(1.5, -0.1, Double.NaN, 0.1, 0.1));
    String message = String.valueOf(refused.getMessage());
    for (String part : List.of("ambiguity", "unfamiliarity", "turbulence", "sum to 1")) {
      assertTrue(message.contains(part), message);
    }
    assertFalse(message.contains("emotion"), message);
  }

  @Test
  void weightsMustSumToOneButForRounding() {
    assertThrows(
        IllegalArgumentException.class, () -> new ComplexityWeights(0.2, 0.2, 0.2, 0.2, 0.3));
    assertEquals(0.2, new ComplexityWeights(0.2, 0.2, 0.2, 0.2, 0.1 + 0.1).length());
    double third = 1.0 / 3;
    assertEquals(third, new ComplexityWeights(third, third, third, 0, 0).ambiguity());
  }

  @Test
  void thresholdMustBeAShare() {
    assertThrows(IllegalArgumentException.class, () -> scorer(ComplexityWeights.DEFAULT, 1.1));
    assertThrows(
        IllegalArgumentException.class, () -> scorer(ComplexityWeights.DEFAULT, Double.NaN));
  }

  @Test
  void anUnsureReadingScoresHigherThanASureOne() {
    ComplexityScorer scorer = scorer(new ComplexityWeights(1, 0, 0, 0, 0), 0.5);
    Transcript transcript = Transcript.parse("me: hi\nthem: hi");
    PhaseReading sure = new PhaseReading(Phase.HOOK, 0.9, List.of());
    PhaseReading unsure = new PhaseReading(Phase.HOOK, 0.3, List.of());
    assertFalse(scorer.wantsRefinement(transcript, sure));
    assertTrue(scorer.wantsRefinement(transcript, unsure));
  }

  @Test
  void feelingsCount() {
    ComplexityScorer scorer = scorer(new ComplexityWeights(0, 0, 0, 1, 0), 0.5);
    PhaseReading reading = new PhaseReading(Phase.BRIDGE, 0.5, List.of());
    assertEquals(0, scorer.score(Transcript.parse("them: we have two cats"), reading));
    assertEquals(
        1.0 / 3, scorer.score(Transcript.parse("them: I'm so sorry, I cried"), reading), 1e-9);
  }

  @Test
  void messagesWithoutAnyCueCount() {
    ComplexityScorer scorer = scorer(new ComplexityWeights(0, 1, 0, 0, 0), 0.5);
    PhaseReading reading = new PhaseReading(Phase.BRIDGE, 0.5, List.of());
    assertEquals(0.5, scorer.score(Transcript.parse("me: hello\nthem: blorp"), reading));
  }

  @Test
  void aWanderingPhaseCounts() {
    ComplexityScorer scorer = scorer(new ComplexityWeights(0, 0, 1, 0, 0), 0.5);
    Transcript steady = Transcript.parse("me: bye\nthem: good night\nme: see you\nthem: bye");
    Transcript wandering =
        Transcript.parse("me: hello\nthem: hi\nme: would you like to join us?\nthem: bye");
    assertTrue(
        scorer.score(wandering, rules.read(wandering)) > scorer.score(steady, rules.read(steady)));
  }

  @Test
  void lengthCountsUpToFortyMessages() {
    ComplexityScorer scorer = scorer(new ComplexityWeights(0, 0, 0, 0, 1), 0.5);
    PhaseReading reading = new PhaseReading(Phase.BRIDGE, 0.5, List.of());
    assertEquals(0.25, scorer.score(Transcript.parse("me: a\nthem: b\n".repeat(5)), reading));
    assertEquals(1, scorer.score(Transcript.parse("me: a\nthem: b\n".repeat(50)), reading));
  }

  @Test
  void nothingToRefineWhereNothingWasSaid() {
    ComplexityScorer scorer = scorer(ComplexityWeights.DEFAULT, 0);
    assertFalse(scorer.wantsRefinement(Transcript.empty(), rules.read(Transcript.empty())));
  }

  @Test
  void mostEverydayTranscriptsNeedNoProvider() {
    ComplexityScorer scorer = scorer(ComplexityWeights.DEFAULT, ComplexityScorer.DEFAULT_THRESHOLD);
    List<Golden> all = Golden.all();
    long refined =
        all.stream()
            .map(Golden::transcript)
            .filter(transcript -> scorer.wantsRefinement(transcript, rules.read(transcript)))
            .count();
    assertTrue(refined > 0 && refined < all.size() / 4, refined + " of " + all.size());
  }

  private ComplexityScorer scorer(ComplexityWeights weights, double threshold) {
    return new ComplexityScorer(rules, weights, threshold);
  }
}
