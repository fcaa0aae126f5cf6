package dev.repartee.coach.phase;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** When a provider should look at a conversation again, and with what weights that is decided. */
@ApplicationScoped
public class PhaseConfig implements ConfigSection {

  private final double threshold;
  private final ComplexityWeights weights;

  @Inject
  public PhaseConfig(Settings settings) {
    threshold =
        settings.parsed(
            "PHASE_REFINE_THRESHOLD",
            ComplexityScorer.DEFAULT_THRESHOLD,
            PhaseConfig::fraction,
            "a number from 0 to 1");
    weights =
        settings.parsed(
            "PHASE_COMPLEXITY_WEIGHTS",
            ComplexityWeights.DEFAULT,
            ComplexityWeights::parse,
            "five numbers from 0 to 1 that sum to 1: ambiguity, unfamiliarity, turbulence, emotion, length");
  }

  private static double fraction(String text) {
    double value = Double.parseDouble(text);
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  @Produces
  @Singleton
  static PhaseRules rules() {
    return new PhaseRules();
  }

  @Produces
  @Singleton
  ComplexityScorer scorer(PhaseRules rules) {
    return new ComplexityScorer(rules, weights, threshold);
  }
}
