package dev.repartee.coach.opener;

import dev.repartee.assistant.ai.Answer;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A first message somebody had written for them. */
@Entity
@Table(name = "opener")
class Opener {

  @Id private UUID id;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "user_id")
  private UUID userId;

  private String text;
  private @Nullable String style;
  private @Nullable String twist;
  private @Nullable String locale;
  private String provider;
  private String model;

  @Column(name = "created_at")
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected Opener() {}

  Opener(Caller owner, OpenerWish wish, Answer<String> answer, Instant now) {
    this.id = Ids.next();
    this.workspaceId = owner.workspaceId();
    this.userId = owner.userId();
    this.text = answer.value();
    this.style = wish.aiStyle();
    this.twist = wish.customTwist();
    this.locale = wish.locale();
    this.provider = answer.provider().wireName();
    this.model = answer.model();
    this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  UUID id() {
    return id;
  }

  String text() {
    return text;
  }

  Optional<String> style() {
    return Optional.ofNullable(style);
  }

  Optional<String> twist() {
    return Optional.ofNullable(twist);
  }

  Optional<String> locale() {
    return Optional.ofNullable(locale);
  }

  String provider() {
    return provider;
  }

  String model() {
    return model;
  }

  Instant createdAt() {
    return createdAt;
  }
}
