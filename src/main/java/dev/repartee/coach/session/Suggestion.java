package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Phase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What to say next, kept under the fingerprint of everything it was made from. */
@Entity
@Table(name = "suggestion")
class Suggestion {

  @Id UUID id;

  @Column(name = "workspace_id")
  UUID workspaceId;

  @Column(name = "session_id")
  UUID sessionId;

  String fingerprint;
  String text;
  String title;
  String tag;
  String analysis;

  @Enumerated(EnumType.STRING)
  Phase phase;

  String provider;
  String model;

  @Convert(converter = SourcesConverter.class)
  List<Source> sources;

  long hits;

  @Column(name = "created_at")
  Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected Suggestion() {}
}
