package dev.repartee.coach.session;

import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.security.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A place in object storage where a person was allowed to put one picture. */
@Entity
@Table(name = "upload")
class Upload {

  /** What the keys of all uploads begin with. */
  static final String PREFIX = "screenshots/";

  @Id private UUID id;

  @Column(name = "workspace_id")
  private UUID workspaceId;

  @Column(name = "user_id")
  private UUID userId;

  @Column(name = "object_key")
  private String objectKey;

  @Column(name = "content_type")
  private String contentType;

  private long size;

  @Column(name = "created_at")
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init")
  protected Upload() {}

  Upload(Caller owner, String contentType, long size, String extension, Instant now) {
    this.id = Ids.next();
    this.workspaceId = owner.workspaceId();
    this.userId = owner.userId();
    this.objectKey = PREFIX + owner.workspaceId() + "/" + id + "." + extension;
    this.contentType = contentType;
    this.size = size;
    this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
  }

  UUID id() {
    return id;
  }

  String objectKey() {
    return objectKey;
  }

  String contentType() {
    return contentType;
  }

  long size() {
    return size;
  }
}
