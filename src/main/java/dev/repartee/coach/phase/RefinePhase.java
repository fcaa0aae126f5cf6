package dev.repartee.coach.phase;

import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.ai.Material;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Asks a provider where a conversation stands that is too much for the rules. */
@ApplicationScoped
class RefinePhase implements JobHandler<RefinePhase.Payload> {

  public record Payload(UUID workspaceId, UUID userId, UUID sessionId) {}

  private final TranscriptSource transcripts;
  private final Assistant assistant;
  private final PhaseCache cache;
  private final Event<PhaseRefined> refined;

  @Inject
  RefinePhase(
      TranscriptSource transcripts,
      Assistant assistant,
      PhaseCache cache,
      Event<PhaseRefined> refined) {
    this.transcripts = transcripts;
    this.assistant = assistant;
    this.cache = cache;
    this.refined = refined;
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("generation")
        .attempts(3)
        .backoff(
            Backoff.listed(
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60))))
        .timeout(Duration.ofSeconds(60));
  }

  @Override
  public void run(Payload payload, JobContext job) throws Exception {
    Optional<Transcript> found = transcripts.find(payload.workspaceId(), payload.sessionId());
    if (found.isEmpty() || found.get().isEmpty()) {
      return;
    }
    Transcript transcript = found.get();
    Phase phase =
        assistant
            .readPhase(new Asker(payload.workspaceId(), payload.userId()), Material.of(transcript))
            .value()
            .phase();
    cache.keep(payload.workspaceId(), transcript.fingerprint(), phase);
    job.complete(
        () ->
            refined.fire(
                new PhaseRefined(
                    payload.workspaceId(), payload.sessionId(), transcript.fingerprint(), phase)));
  }
}
