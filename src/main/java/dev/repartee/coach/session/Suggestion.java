package dev.repartee.coach.session;

import dev.repartee.assistant.ai.Answer;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.foundation.data.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What to say next, kept under the fingerprint of everything it was made from. */
@Entity
@Table(name = "suggestion")
@SuppressWarnings("UnusedVariable") // some columns are only read by queries
class Suggestion {

  @Id private UUID id;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "session_id")
  private UUID sessionId;

  private String fingerprint;
  private String text;
  private String title;
  private String tag;
  private String analysis;

  @Enumerated(EnumType.STRING)
  private Phase phase;

  private String provider;
  private String model;

  @Convert(converter = SourcesConverter.class)
  private List<Source> sources;

  private long hits;

  @Column(name = "created_at")
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected Suggestion() {}

  Suggestion(
      Session session,
      String fingerprint,
      Phase phase,
      Answer<dev.repartee.assistant.ai.Suggestion> answer,
      List<Source> sources,
      Instant now) {
    this.id = Ids.next();
    this.workspaceId = session.workspaceId();
    this.sessionId = session.id();
    this.fingerprint = fingerprint;
    this.text = answer.value().text();
    this.title = answer.value().title();
    this.tag = answer.value().tag();
    this.analysis = answer.value().analysis();
    this.phase = phase;
    this.provider = answer.provider().wireName();
    this.model = answer.model();
    this.sources = sources;
    this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  UUID id() {
    return id;
  }

  String text() {
    return text;
  }

  String title() {
    return title;
  }

  String tag() {
    return tag;
  }

  String analysis() {
    return analysis;
  }

  Phase phase() {
    return phase;
  }

  String provider() {
    return provider;
  }

  String model() {
    return model;
  }

  List<Source> sources() {
    return sources;
  }

  Instant createdAt() {
    return createdAt;
  }
}
