package dev.repartee.foundation.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job was taken back. */
record JobCancelled(UUID id, String queue, @Nullable String group, @Nullable UUID parent) {}
