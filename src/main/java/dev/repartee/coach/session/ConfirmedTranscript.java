package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.foundation.http.Wire;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The transcript as the person confirms it: corrected, reordered, lines added or left out. */
public record ConfirmedTranscript(
    @NotNull @Size(min = 1, max = 500) List<@NotNull @Valid Item> ocrResult) {

  /** One message; the id of the line it came from is accepted and not needed. */
  public record Item(
      @Nullable String id,
      @NotBlank @Size(max = 4000) String text,
      @NotNull @Schema(enumeration = {"user", "contact"}) String author) {

    Line line() {
      return new Line(Wire.required(Author.class, "author", author), text.strip());
    }
  }
}
