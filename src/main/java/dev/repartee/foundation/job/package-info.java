/** Background work: enqueued in a transaction, run at least once, never lost. */
@NullMarked
package dev.repartee.foundation.job;

import org.jspecify.annotations.NullMarked;
