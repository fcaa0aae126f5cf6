package dev.repartee.foundation.job;

import java.util.UUID;

/** A job that can run at once was written; observed after the commit. */
record JobAdded(UUID id, String queue) {}
