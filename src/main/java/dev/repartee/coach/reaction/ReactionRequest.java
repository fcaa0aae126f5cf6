package dev.repartee.coach.reaction;

import dev.repartee.foundation.http.Problem;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client sends to react. */
public record ReactionRequest(
    @NotNull @Schema(enumeration = {"LIKED", "DISLIKED", "PINNED", "COPIED_TO_CLIPBOARD"})
        String reaction) {

  /**
   * The reaction named.
   *
   * @throws Problem when there is no such reaction
   */
  public ReactionKind kind() {
    return Arrays.stream(ReactionKind.values())
        .filter(kind -> kind.name().equals(reaction))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(
                    "reaction", "must be LIKED, DISLIKED, PINNED or COPIED_TO_CLIPBOARD"));
  }
}
