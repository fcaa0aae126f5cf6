package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation a person is being coached on. Every change of status goes through {@link
 * SessionStatus}.
 */
@Entity
@Table(name = "session")
class Session {

  @Id private UUID id;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "user_id")
  private UUID userId;

  @Enumerated(EnumType.STRING)
  private SessionType type;

  @Enumerated(EnumType.STRING)
  private SessionStatus status;

  private String name;

  @Column(name = "is_pinned")
  private boolean pinned;

  @Column(name = "image_key")
  private @Nullable String imageKey;

  @Convert(converter = OcrLinesConverter.class)
  @Column(name = "ocr_result")
  private @Nullable List<OcrLine> ocrResult;

  @Column(name = "error_code")
  private @Nullable String errorCode;

  @Column(name = "error_message")
  private @Nullable String errorMessage;

  @Enumerated(EnumType.STRING)
  private @Nullable Phase phase;

  @Column(name = "deleted_at")
  private @Nullable Instant deletedAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Session() {}

  private Session(Caller owner, SessionType type, SessionStatus status, String name, Instant now) {
    this.id = Ids.next();
    this.workspaceId = owner.workspaceId();
    this.userId = owner.userId();
    this.type = type;
    this.status = status;
    this.name = name;
    this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    this.updatedAt = createdAt;
  }

  /** A session about an uploaded screenshot that waits to be read. */
  static Session ofScreenshot(Caller owner, String name, String imageKey, Instant now) {
    Session session =
        new Session(owner, SessionType.SCREENSHOT, SessionStatus.UPLOADING, name, now);
    session.imageKey = imageKey;
    return session;
  }

  /** A session about text; without any it waits for the person's first message. */
  static Session ofText(Caller owner, String name, boolean hasText, Instant now) {
    SessionStatus status = hasText ? SessionStatus.COMPLETE : SessionStatus.PENDING_USER_INPUT;
    return new Session(owner, SessionType.TEXT, status, name, now);
  }

  void rename(String newName, Instant now) {
    name = newName;
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  void pin(boolean isPinned, Instant now) {
    pinned = isPinned;
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  void delete(Instant now) {
    deletedAt = now.truncatedTo(ChronoUnit.MICROS);
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  void restore(Instant now) {
    deletedAt = null;
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  void startReading(Instant now) {
    become(SessionStatus.ANALYSIS_IN_PROGRESS, now);
    errorCode = null;
    errorMessage = null;
  }

  void awaitVerification(List<OcrLine> lines, Instant now) {
    become(SessionStatus.VERIFYING_OCR, now);
    ocrResult = List.copyOf(lines);
  }

  void fail(String code, String message, Instant now) {
    become(SessionStatus.ERROR, now);
    errorCode = code;
    errorMessage = message;
  }

  void complete(Instant now) {
    become(SessionStatus.COMPLETE, now);
    ocrResult = null;
  }

  /** Notes that the transcript or what is known about it has changed. */
  void touch(Instant now) {
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  void enterPhase(Phase newPhase, Instant now) {
    phase = newPhase;
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  private void become(SessionStatus target, Instant now) {
    status = status.become(target);
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  UUID id() {
    return id;
  }

  UUID workspaceId() {
    return workspaceId;
  }

  UUID userId() {
    return userId;
  }

  SessionType type() {
    return type;
  }

  SessionStatus status() {
    return status;
  }

  String name() {
    return name;
  }

  boolean isPinned() {
    return pinned;
  }

  Optional<String> imageKey() {
    return Optional.ofNullable(imageKey);
  }

  Optional<List<OcrLine>> ocrResult() {
    return Optional.ofNullable(ocrResult);
  }

  Optional<String> errorCode() {
    return Optional.ofNullable(errorCode);
  }

  Optional<String> errorMessage() {
    return Optional.ofNullable(errorMessage);
  }

  Optional<Phase> phase() {
    return Optional.ofNullable(phase);
  }

  Optional<Instant> deletedAt() {
    return Optional.ofNullable(deletedAt);
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  long version() {
    return version;
  }
}
