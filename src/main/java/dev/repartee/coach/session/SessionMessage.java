package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.foundation.data.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** One message of a session's transcript. */
@Entity
@Table(name = "session_message")
class SessionMessage {

  @Id private UUID id;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "session_id")
  private UUID sessionId;

  private int position;

  @Enumerated(EnumType.STRING)
  private Author author;

  private String text;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected SessionMessage() {}

  SessionMessage(Session session, int position, Line line, Instant now) {
    this.id = Ids.next();
    this.workspaceId = session.workspaceId();
    this.sessionId = session.id();
    this.position = position;
    this.author = line.author();
    this.text = line.text();
    this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    this.updatedAt = createdAt;
  }

  void edit(Line line, Instant now) {
    author = line.author();
    text = line.text();
    updatedAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  Line line() {
    return new Line(author, text);
  }

  UUID id() {
    return id;
  }

  int position() {
    return position;
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
