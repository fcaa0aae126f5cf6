package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Phase;

/**
 * Where a provider thinks a conversation stands.
 *
 * @param phase the phase
 * @param confidence how sure it says it is, 0 to 1
 * @param reason why, in one sentence for people
 */
public record PhaseOpinion(Phase phase, double confidence, String reason) {

  static final int MAX_REASON = 400;
}
