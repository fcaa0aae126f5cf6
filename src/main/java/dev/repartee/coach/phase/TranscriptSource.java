package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Transcript;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the transcript of a session is found. Sessions implement it, so that jobs carry no message
 * text.
 */
public interface TranscriptSource {

  /** The transcript as it is now, or empty when the session is gone. */
  Optional<Transcript> find(UUID workspaceId, UUID sessionId);
}
