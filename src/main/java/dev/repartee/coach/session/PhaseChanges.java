package dev.repartee.coach.session;

import dev.repartee.coach.phase.PhaseRefined;
import dev.repartee.foundation.realtime.Realtime;
import dev.repartee.foundation.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;

/** Takes over a phase that was refined in the background, and tells who listens. */
@ApplicationScoped
class PhaseChanges {

  private final SessionRepository sessions;
  private final Transcripts transcripts;
  private final SessionLock lock;
  private final Realtime realtime;
  private final InstantSource clock;

  @Inject
  PhaseChanges(
      SessionRepository sessions,
      Transcripts transcripts,
      SessionLock lock,
      Realtime realtime,
      InstantSource clock) {
    this.sessions = sessions;
    this.transcripts = transcripts;
    this.lock = lock;
    this.realtime = realtime;
    this.clock = clock;
  }

  @Transactional
  void refined(@Observes PhaseRefined event) {
    lock.hold(event.workspaceId(), event.sessionId());
    sessions
        .find(event.sessionId(), event.workspaceId())
        .filter(session -> isAboutThis(event))
        .ifPresent(
            session -> {
              session.enterPhase(event.phase(), clock.instant());
              sessions.update(session);
              realtime.publish(
                  Topic.session(session.id()),
                  SessionEvents.phase(session.id(), event.phase().name()));
            });
  }

  private boolean isAboutThis(PhaseRefined event) {
    return transcripts
        .find(event.workspaceId(), event.sessionId())
        .filter(transcript -> transcript.fingerprint().equals(event.fingerprint()))
        .isPresent();
  }
}
