package dev.repartee.foundation.job;

import java.util.UUID;

/**
 * A job that can be leased, as far as whoever carries it to a worker needs to know.
 *
 * @param priority above 0 goes first, below 0 goes last
 */
record Ready(UUID id, String queue, int priority) {}
