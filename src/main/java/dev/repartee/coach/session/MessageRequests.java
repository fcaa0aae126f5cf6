package dev.repartee.coach.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What clients send about single messages. */
public final class MessageRequests {

  private MessageRequests() {}

  @Schema(name = "NewMessage")
  public record NewMessage(
      @NotBlank @Size(max = 4000) @Schema(examples = "See you at eight?") String text,
      @NotNull @Schema(enumeration = {"user", "contact"}) String author) {}

  @Schema(name = "MessageChange", description = "At least one field")
  public record MessageChange(
      @Size(max = 4000) @Nullable String text,
      @Schema(enumeration = {"user", "contact"}) @Nullable String author) {}
}
