/** Tests of backups. */
@NullMarked
package dev.repartee.operate.backup;

import org.jspecify.annotations.NullMarked;
