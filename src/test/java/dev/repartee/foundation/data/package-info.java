/** Tests of this room, against real Postgres. */
@NullMarked
package dev.repartee.foundation.data;

import org.jspecify.annotations.NullMarked;
