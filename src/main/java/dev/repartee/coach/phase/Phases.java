package dev.repartee.coach.phase;

import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.ai.Purpose;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.foundation.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Says where a conversation stands. The rules answer at once; when the conversation is too much for
 * them, a background job asks a provider and {@link PhaseRefined} tells what it said.
 */
@ApplicationScoped
public class Phases {

  private final PhaseRules rules;
  private final ComplexityScorer scorer;
  private final PhaseCache cache;
  private final Assistant assistant;
  private final Jobs jobs;

  @Inject
  Phases(
      PhaseRules rules, ComplexityScorer scorer, PhaseCache cache, Assistant assistant, Jobs jobs) {
    this.rules = rules;
    this.scorer = scorer;
    this.cache = cache;
    this.assistant = assistant;
    this.jobs = jobs;
  }

  /**
   * The phase as far as it is known now. Call it inside the transaction that changes the
   * transcript.
   */
  public Phase assess(UUID workspaceId, UUID userId, UUID sessionId, Transcript transcript) {
    Optional<Phase> known = cache.find(workspaceId, transcript.fingerprint());
    if (known.isPresent()) {
      return known.get();
    }
    PhaseReading reading = rules.read(transcript);
    if (assistant.supports(Purpose.PHASE) && scorer.wantsRefinement(transcript, reading)) {
      jobs.enqueue(
          new RefinePhase.Payload(workspaceId, userId, sessionId),
          options -> options.workspace(workspaceId));
    }
    return reading.phase();
  }

  /** What the rules alone say. */
  public Phase byRules(Transcript transcript) {
    return rules.read(transcript).phase();
  }
}
