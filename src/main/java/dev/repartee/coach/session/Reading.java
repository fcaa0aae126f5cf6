package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.realtime.Realtime;
import dev.repartee.foundation.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a session whose screenshot is being read. The person may have deleted the session
 * meanwhile, or a former attempt may have got further; then a step changes nothing.
 */
@ApplicationScoped
class Reading {

  private final SessionRepository sessions;
  private final SessionLock lock;
  private final Realtime realtime;
  private final InstantSource clock;

  @Inject
  Reading(SessionRepository sessions, SessionLock lock, Realtime realtime, InstantSource clock) {
    this.sessions = sessions;
    this.lock = lock;
    this.realtime = realtime;
    this.clock = clock;
  }

  /**
   * Marks the session as being read and says which picture it is; empty when there is nothing to
   * read.
   */
  @Transactional
  Optional<String> begin(UUID workspaceId, UUID sessionId) {
    lock.hold(workspaceId, sessionId);
    Optional<Session> found =
        sessions.find(sessionId, workspaceId).filter(session -> session.status().isBeingRead());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Session session = found.get();
    if (session.status() == SessionStatus.UPLOADING) {
      session.startReading(clock.instant());
      session = sessions.update(session);
    }
    publish(session, new SessionEvents.Progress("fetching", 10));
    return session.imageKey();
  }

  /** Tells subscribers that the picture has arrived and is being read. */
  void reading(UUID sessionId) {
    realtime.publish(
        Topic.session(sessionId),
        new SessionEvents.SessionStatusEvent(
            "session_status",
            sessionId,
            "analysis_in_progress",
            new SessionEvents.Progress("reading", 40),
            null));
  }

  @Transactional
  void succeed(UUID workspaceId, UUID sessionId, List<Line> lines) {
    List<OcrLine> read =
        lines.stream().map(line -> new OcrLine(Ids.next(), line.author(), line.text())).toList();
    change(
        workspaceId,
        sessionId,
        session -> session.awaitVerification(read, clock.instant()),
        new SessionEvents.Progress("done", 100));
  }

  @Transactional
  void fail(UUID workspaceId, UUID sessionId, String code, String message) {
    change(workspaceId, sessionId, session -> session.fail(code, message, clock.instant()), null)
        .ifPresent(
            session -> realtime.publish(Topic.session(session.id()), SessionEvents.error(session)));
  }

  private Optional<Session> change(
      UUID workspaceId,
      UUID sessionId,
      Consumer<Session> step,
      SessionEvents.@Nullable Progress progress) {
    lock.hold(workspaceId, sessionId);
    Optional<Session> changed =
        sessions
            .find(sessionId, workspaceId)
            .filter(session -> session.status().isBeingRead())
            .map(
                session -> {
                  step.accept(session);
                  return sessions.update(session);
                });
    changed.ifPresent(session -> publish(session, progress));
    return changed;
  }

  private void publish(Session session, SessionEvents.@Nullable Progress progress) {
    realtime.publish(Topic.session(session.id()), SessionEvents.status(session, progress));
  }
}
