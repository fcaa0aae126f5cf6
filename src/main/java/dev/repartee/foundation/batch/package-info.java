/**
 * Work that walks tables, in chunks with checkpoints: a job starts a Jakarta Batch execution, or
 * restarts the one that was cut off, and follows it to its end.
 */
@NullMarked
package dev.repartee.foundation.batch;

import org.jspecify.annotations.NullMarked;
