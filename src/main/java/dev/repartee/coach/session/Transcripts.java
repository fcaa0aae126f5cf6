package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.coach.phase.TranscriptSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The transcripts of sessions, for those who read them and change nothing. */
@ApplicationScoped
class Transcripts implements TranscriptSource {

  private final SessionRepository sessions;
  private final MessageRepository messages;

  @Inject
  Transcripts(SessionRepository sessions, MessageRepository messages) {
    this.sessions = sessions;
    this.messages = messages;
  }

  @Override
  @Transactional
  public Optional<Transcript> find(UUID workspaceId, UUID sessionId) {
    return sessions.find(sessionId, workspaceId).map(this::of);
  }

  Transcript of(Session session) {
    return new Transcript(
        messages.inOrder(session.workspaceId(), session.id()).stream()
            .map(SessionMessage::line)
            .toList());
  }
}
