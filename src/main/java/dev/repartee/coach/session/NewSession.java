package dev.repartee.coach.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client sends to begin a session. */
public record NewSession(
    @NotNull
        @Schema(
            enumeration = {"screenshot", "text"},
            examples = "screenshot")
        String type,
    @Schema(examples = "Maya") @Size(max = 120) @Nullable String name,
    @Schema(description = "From upload-url, with the picture in place; for type screenshot")
        @Size(max = 255)
        @Nullable String imageKey,
    @Schema(
            description = "Pasted lines such as 'me: hi' and 'them: hello'; for type text",
            examples = "them: How was the trip?\nme: So good!")
        @Size(max = 20_000)
        @Nullable String text) {}
