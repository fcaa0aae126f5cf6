package dev.repartee.coach.session;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a client changes about a session; at least one field. */
public record SessionChange(
    @Size(min = 1, max = 120) @Nullable String name, @Nullable Boolean isPinned) {}
