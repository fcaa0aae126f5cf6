package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.coach.phase.Phases;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.Jobs;
import dev.repartee.foundation.realtime.Realtime;
import dev.repartee.foundation.realtime.Topic;
import dev.repartee.foundation.security.Caller;
import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The rules of sessions: who may see one, how it moves on, what follows when it does. */
@ApplicationScoped
class Sessions {

  /** A longer conversation than a screenshot or a paste can hold is a mistake. */
  static final int MAX_MESSAGES = 500;

  static final int MAX_TEXT = 4000;

  private final SessionRepository sessions;
  private final MessageRepository messages;
  private final UploadRepository uploadRows;
  private final Uploads uploads;
  private final SessionLock lock;
  private final Phases phases;
  private final Jobs jobs;
  private final Realtime realtime;
  private final SessionMetrics metrics;
  private final InstantSource clock;

  @Inject
  Sessions(
      SessionRepository sessions,
      MessageRepository messages,
      UploadRepository uploadRows,
      Uploads uploads,
      SessionLock lock,
      Phases phases,
      Jobs jobs,
      Realtime realtime,
      SessionMetrics metrics,
      InstantSource clock) {
    this.sessions = sessions;
    this.messages = messages;
    this.uploadRows = uploadRows;
    this.uploads = uploads;
    this.lock = lock;
    this.phases = phases;
    this.jobs = jobs;
    this.realtime = realtime;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Transactional
  Session create(Caller caller, NewSession request) {
    SessionType type = Wire.required(SessionType.class, "type", request.type());
    Session session =
        switch (type) {
          case SCREENSHOT -> createFromScreenshot(caller, request);
          case TEXT -> createFromText(caller, request);
        };
    metrics.created(type);
    return session;
  }

  private Session createFromScreenshot(Caller caller, NewSession request) {
    String imageKey = request.imageKey();
    if (imageKey == null) {
      throw Problem.invalid("imageKey", "is required for a screenshot");
    }
    Upload upload = uploads.requireUploaded(caller, imageKey);
    lock.holdUpload(caller.workspaceId(), imageKey);
    if (sessions.countByImage(caller.workspaceId(), imageKey) > 0) {
      throw Problem.invalid("imageKey", "belongs to another session already");
    }
    Session session =
        sessions.insert(
            Session.ofScreenshot(
                caller, name(request, "Screenshot"), upload.objectKey(), clock.instant()));
    enqueueReading(session);
    return session;
  }

  private Session createFromText(Caller caller, NewSession request) {
    if (request.imageKey() != null) {
      throw Problem.invalid("imageKey", "does not go with type text");
    }
    String text = request.text() == null ? "" : request.text();
    List<Line> lines = Transcript.parse(text).lines();
    if (lines.size() > MAX_MESSAGES) {
      throw Problem.invalid("text", "must not have more than " + MAX_MESSAGES + " messages");
    }
    if (lines.stream().anyMatch(line -> line.text().length() > MAX_TEXT)) {
      throw Problem.invalid(
          "text", "must not have a message of more than " + MAX_TEXT + " characters");
    }
    Instant now = clock.instant();
    Session session =
        sessions.insert(
            Session.ofText(caller, name(request, "Conversation"), !lines.isEmpty(), now));
    insertAll(session, lines, now);
    if (lines.isEmpty()) {
      return session;
    }
    return assessPhase(session);
  }

  private static String name(NewSession request, String fallback) {
    String name = request.name();
    return name == null || name.isBlank() ? fallback : name.strip();
  }

  @Transactional
  List<Session> list(
      Caller caller,
      Optional<SessionStatus> status,
      Optional<SessionType> type,
      boolean deleted,
      Optional<UUID> before,
      int limit) {
    List<SessionStatus> statuses = status.map(List::of).orElse(List.of(SessionStatus.values()));
    List<SessionType> types = type.map(List::of).orElse(List.of(SessionType.values()));
    UUID olderThan = before.orElse(Ids.LAST);
    Limit atMost = Limit.of(limit);
    return deleted
        ? sessions.deleted(
            caller.workspaceId(), caller.userId(), olderThan, statuses, types, atMost)
        : sessions.live(caller.workspaceId(), caller.userId(), olderThan, statuses, types, atMost);
  }

  /**
   * The caller's session, deleted or not.
   *
   * @throws Problem as not found when there is none, or it is another member's
   */
  @Transactional
  Session require(Caller caller, UUID id) {
    return sessions
        .find(id, caller.workspaceId(), caller.userId())
        .orElseThrow(() -> Problem.notFound("session"));
  }

  @Transactional
  List<SessionMessage> transcript(Session session) {
    return messages.inOrder(session.workspaceId(), session.id());
  }

  /**
   * Renames or pins a session.
   *
   * @param knownVersion is shown the version about to change and throws if the client has not seen
   *     it
   */
  @Transactional
  Session change(Caller caller, UUID id, SessionChange change, LongConsumer knownVersion) {
    String name = change.name();
    Boolean pinned = change.isPinned();
    if (name == null && pinned == null) {
      throw Problem.invalid("name", "give a name or isPinned");
    }
    if (name != null && name.isBlank()) {
      throw Problem.invalid("name", "must not be blank");
    }
    Session session = lockedLive(caller, id);
    knownVersion.accept(session.version());
    if (name != null) {
      session.rename(name.strip(), clock.instant());
    }
    if (pinned != null) {
      session.pin(pinned, clock.instant());
    }
    return sessions.update(session);
  }

  /** Moves the session to the trash, or removes it, its transcript and its picture for good. */
  @Transactional
  void delete(Caller caller, UUID id, boolean permanent, LongConsumer knownVersion) {
    lock.hold(caller.workspaceId(), id);
    Session session = require(caller, id);
    knownVersion.accept(session.version());
    if (permanent) {
      removeForGood(session);
    } else if (session.deletedAt().isEmpty()) {
      session.delete(clock.instant());
      sessions.update(session);
    }
  }

  private void removeForGood(Session session) {
    Optional<Upload> picture =
        session.imageKey().flatMap(key -> uploadRows.find(key, session.workspaceId()));
    sessions.delete(session);
    picture.ifPresent(
        upload -> {
          uploadRows.delete(upload);
          jobs.enqueue(new DeleteObject.Payload(upload.objectKey()));
        });
  }

  @Transactional
  Session restore(Caller caller, UUID id) {
    lock.hold(caller.workspaceId(), id);
    Session session = require(caller, id);
    if (session.deletedAt().isEmpty()) {
      return session;
    }
    session.restore(clock.instant());
    return sessions.update(session);
  }

  /** Takes what the person has checked as the transcript. All of it happens, or nothing. */
  @Transactional
  Session confirm(Caller caller, UUID id, List<Line> lines) {
    Session session = lockedLive(caller, id);
    if (session.status() != SessionStatus.VERIFYING_OCR) {
      throw new Problem(
          ProblemType.INVALID_TRANSITION,
          "Only a session that is verifying_ocr can be confirmed; this one is "
              + Wire.name(session.status())
              + ".");
    }
    Instant now = clock.instant();
    session.complete(now);
    messages.deleteAll(session.workspaceId(), session.id());
    insertAll(session, lines, now);
    Session confirmed = assessPhase(session);
    publishStatus(confirmed, null);
    return confirmed;
  }

  /** Reads the screenshot once more. */
  @Transactional
  Session retryReading(Caller caller, UUID id) {
    Session session = lockedLive(caller, id);
    session.startReading(clock.instant());
    Session restarted = sessions.update(session);
    enqueueReading(session);
    publishStatus(restarted, null);
    return restarted;
  }

  /** The caller's session, if it is not in the trash. */
  @Transactional
  Session requireLive(Caller caller, UUID id) {
    Session session = require(caller, id);
    if (session.deletedAt().isPresent()) {
      throw Problem.notFound("session");
    }
    return session;
  }

  /** As {@link #requireLive}, and nobody else changes it until the transaction ends. */
  Session lockedLive(Caller caller, UUID id) {
    lock.hold(caller.workspaceId(), id);
    return requireLive(caller, id);
  }

  /** What the rules make of the transcript now; a provider may refine it later. */
  Session assessPhase(Session session) {
    Transcript transcript =
        new Transcript(transcript(session).stream().map(SessionMessage::line).toList());
    if (!transcript.isEmpty()) {
      Phase phase =
          phases.assess(session.workspaceId(), session.userId(), session.id(), transcript);
      session.enterPhase(phase, clock.instant());
    }
    return sessions.update(session);
  }

  private void insertAll(Session session, List<Line> lines, Instant now) {
    List<SessionMessage> rows = new ArrayList<>();
    for (Line line : lines) {
      rows.add(new SessionMessage(session, rows.size(), line, now));
    }
    if (!rows.isEmpty()) {
      messages.insert(rows);
    }
  }

  private void enqueueReading(Session session) {
    jobs.enqueue(
        new ReadScreenshot.Payload(session.workspaceId(), session.userId(), session.id()),
        options -> options.workspace(session.workspaceId()));
  }

  private void publishStatus(Session session, SessionEvents.@Nullable Progress progress) {
    realtime.publish(Topic.session(session.id()), SessionEvents.status(session, progress));
  }
}
