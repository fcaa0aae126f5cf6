package dev.repartee.coach.opener;

import dev.repartee.coach.reaction.ReactionKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An opener as clients see it. */
@Schema(name = "Opener")
public record OpenerView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "The message, ready to send") String text,
    @Nullable String style,
    @Nullable String twist,
    @Nullable String locale,
    @Schema(required = true, examples = "local") String provider,
    @Schema(required = true) String model,
    @Schema(required = true) List<ReactionKind> reactions,
    @Schema(required = true) Instant createdAt) {

  static OpenerView of(Opener opener, Collection<ReactionKind> reactions) {
    return new OpenerView(
        opener.id(),
        opener.text(),
        opener.style().orElse(null),
        opener.twist().orElse(null),
        opener.locale().orElse(null),
        opener.provider(),
        opener.model(),
        List.copyOf(reactions),
        opener.createdAt());
  }
}
