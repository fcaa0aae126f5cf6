package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Transcript;

/** Placeholder until merged. */
class ComplexityScorer {
  boolean needsProvider(Transcript transcript, PhaseReading reading) {
    return reading.confidence() < 0.5 && !transcript.isEmpty();
  }
}
