package dev.repartee.coach.session;

import dev.repartee.coach.reaction.ReactionKind;
import dev.repartee.foundation.http.Wire;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A session as clients see it. */
@Schema(name = "Session")
public record SessionView(
    @Schema(required = true) UUID id,
    @Schema(
            required = true,
            enumeration = {"screenshot", "text"})
        String type,
    @Schema(required = true) String name,
    @Schema(
            required = true,
            enumeration = {
              "pending_user_input",
              "previewing_screenshot",
              "uploading",
              "analysis_in_progress",
              "verifying_ocr",
              "complete",
              "error"
            })
        String status,
    @Schema(required = true) boolean isPinned,
    @Schema(description = "Pre-signed; good for 15 minutes") @Nullable URI imageUrl,
    @Schema(enumeration = {"HOOK", "BRIDGE", "PIVOT", "CLOSE"}) @Nullable String phase,
    @Nullable Failure error,
    @Schema(description = "While verifying") @Nullable List<OcrItem> ocrResult,
    @Schema(description = "Left out in lists") @Nullable List<MessageView> messages,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Nullable Instant deletedAt) {

  /** Why a screenshot could not be read. */
  @Schema(name = "SessionError")
  public record Failure(
      @Schema(required = true, examples = "no_conversation") String code,
      @Schema(required = true) String message) {}

  /** A line as it was read. */
  @Schema(name = "OcrItem")
  public record OcrItem(
      @Schema(required = true) UUID id,
      @Schema(required = true) String text,
      @Schema(
              required = true,
              enumeration = {"user", "contact"})
          String author) {

    static OcrItem of(OcrLine line) {
      return new OcrItem(line.id(), line.text(), Wire.name(line.author()));
    }

    static List<OcrItem> of(List<OcrLine> lines) {
      return lines.stream().map(OcrItem::of).toList();
    }
  }

  /** A message of the transcript. */
  @Schema(name = "Message")
  public record MessageView(
      @Schema(required = true) UUID id,
      @Schema(required = true) String text,
      @Schema(
              required = true,
              enumeration = {"user", "contact"})
          String author,
      @Schema(required = true) int position,
      @Schema(required = true) List<ReactionKind> reactions,
      @Schema(required = true) Instant createdAt,
      @Schema(required = true) Instant updatedAt) {

    static MessageView of(SessionMessage message, Collection<ReactionKind> reactions) {
      return new MessageView(
          message.id(),
          message.line().text(),
          Wire.name(message.line().author()),
          message.position(),
          List.copyOf(reactions),
          message.createdAt(),
          message.updatedAt());
    }
  }

  static SessionView of(
      Session session, @Nullable URI imageUrl, @Nullable List<MessageView> messages) {
    boolean whole = messages != null;
    return new SessionView(
        session.id(),
        Wire.name(session.type()),
        session.name(),
        Wire.name(session.status()),
        session.isPinned(),
        imageUrl,
        session.phase().map(Enum::name).orElse(null),
        session
            .errorCode()
            .map(code -> new Failure(code, session.errorMessage().orElse("")))
            .orElse(null),
        session.ocrResult().filter(lines -> whole).map(OcrItem::of).orElse(null),
        messages,
        session.createdAt(),
        session.updatedAt(),
        session.deletedAt().orElse(null));
  }
}
