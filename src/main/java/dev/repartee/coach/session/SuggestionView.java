package dev.repartee.coach.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A suggestion as clients see it. */
@Schema(name = "Suggestion")
public record SuggestionView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "The message, ready to send") String text,
    @Schema(required = true) String title,
    @Schema(required = true) String tag,
    @Schema(required = true, description = "Why it works") String analysis,
    @Schema(
            required = true,
            enumeration = {"HOOK", "BRIDGE", "PIVOT", "CLOSE"})
        String phase,
    @Schema(required = true, examples = "local") String provider,
    @Schema(required = true) String model,
    @Schema(required = true, description = "Whether it was made for an earlier call")
        boolean cached,
    @Schema(required = true) List<SourceView> sources,
    @Schema(required = true) Instant createdAt) {

  /** What the suggestion stands on. */
  @Schema(name = "Source")
  public record SourceView(
      @Schema(required = true) UUID id,
      @Schema(required = true) String title,
      @Schema(required = true) String excerpt) {}

  static SuggestionView of(Suggestions.Result result) {
    Suggestion suggestion = result.suggestion();
    return new SuggestionView(
        suggestion.id(),
        suggestion.text(),
        suggestion.title(),
        suggestion.tag(),
        suggestion.analysis(),
        suggestion.phase().name(),
        suggestion.provider(),
        suggestion.model(),
        result.cached(),
        suggestion.sources().stream()
            .map(source -> new SourceView(source.id(), source.title(), source.excerpt()))
            .toList(),
        suggestion.createdAt());
  }
}
