package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Phase;
import java.util.List;
import java.util.Objects;

/**
 * What the rules made of a transcript.
 *
 * @param phase where the conversation stands
 * @param confidence 0 to 1; about a quarter means that nothing spoke for any phase
 * @param reasons short English phrases for people, the weightiest first
 */
public record PhaseReading(Phase phase, double confidence, List<String> reasons) {

  /** Refuses a confidence outside 0 to 1. */
  public PhaseReading {
    Objects.requireNonNull(phase, "phase");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be between 0 and 1, not " + confidence);
    }
    reasons = List.copyOf(reasons);
  }
}
