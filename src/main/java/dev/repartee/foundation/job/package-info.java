/**
 * Background work: enqueued in a transaction, run at least once, never by two at the same time,
 * never lost. Postgres holds the jobs; Redis carries the ids of ready ones to whoever has a free
 * hand.
 */
@NullMarked
package dev.repartee.foundation.job;

import org.jspecify.annotations.NullMarked;
