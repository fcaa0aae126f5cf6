/** Copies of the database in the storage: made every day, sealed, and restored by a command. */
@NullMarked
package dev.repartee.operate.backup;

import org.jspecify.annotations.NullMarked;
