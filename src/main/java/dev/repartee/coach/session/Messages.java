package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/** The rules of a transcript once it is there: adding, changing and removing single messages. */
@ApplicationScoped
class Messages {

  private final Sessions sessions;
  private final MessageRepository messages;
  private final InstantSource clock;

  @Inject
  Messages(Sessions sessions, MessageRepository messages, InstantSource clock) {
    this.sessions = sessions;
    this.messages = messages;
    this.clock = clock;
  }

  @Transactional
  SessionMessage add(Caller caller, UUID id, Line line) {
    Session session = sessions.lockedLive(caller, id);
    requireTranscript(session);
    List<SessionMessage> existing = messages.inOrder(session.workspaceId(), session.id());
    if (existing.size() >= Sessions.MAX_MESSAGES) {
      throw new Problem(
          ProblemType.CONFLICT, "A session holds at most " + Sessions.MAX_MESSAGES + " messages.");
    }
    Instant now = clock.instant();
    int position = existing.isEmpty() ? 0 : existing.get(existing.size() - 1).position() + 1;
    SessionMessage message = messages.insert(new SessionMessage(session, position, line, now));
    if (session.status() == SessionStatus.PENDING_USER_INPUT) {
      session.complete(now);
    }
    session.touch(now);
    sessions.assessPhase(session);
    return message;
  }

  @Transactional
  SessionMessage edit(
      Caller caller,
      UUID id,
      UUID messageId,
      Optional<String> text,
      Optional<Author> author,
      LongConsumer knownVersion) {
    Session session = sessions.lockedLive(caller, id);
    requireTranscript(session);
    SessionMessage message = require(session, messageId);
    knownVersion.accept(message.version());
    Instant now = clock.instant();
    message.edit(
        new Line(author.orElse(message.line().author()), text.orElse(message.line().text())), now);
    SessionMessage edited = messages.update(message);
    session.touch(now);
    sessions.assessPhase(session);
    return edited;
  }

  @Transactional
  void delete(Caller caller, UUID id, UUID messageId, LongConsumer knownVersion) {
    Session session = sessions.lockedLive(caller, id);
    requireTranscript(session);
    SessionMessage message = require(session, messageId);
    knownVersion.accept(message.version());
    messages.delete(message);
    session.touch(clock.instant());
    sessions.assessPhase(session);
  }

  @Transactional
  SessionMessage require(Session session, UUID messageId) {
    return messages
        .find(messageId, session.id(), session.workspaceId())
        .orElseThrow(() -> Problem.notFound("message"));
  }

  private static void requireTranscript(Session session) {
    SessionStatus status = session.status();
    if (status != SessionStatus.COMPLETE && status != SessionStatus.PENDING_USER_INPUT) {
      throw new Problem(
          ProblemType.INVALID_TRANSITION,
          "The transcript can be changed once the session is complete; it is "
              + Wire.name(status)
              + ".");
    }
  }
}
