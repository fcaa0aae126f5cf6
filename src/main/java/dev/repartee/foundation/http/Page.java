package dev.repartee.foundation.http;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor asks for the page after this one; absent on the last
 */
public record Page<T>(
    @Schema(required = true) List<T> items,
    @Schema(description = "Give it as cursor to get the next page; absent on the last")
        @Nullable String nextCursor) {}
