package dev.repartee.foundation.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
