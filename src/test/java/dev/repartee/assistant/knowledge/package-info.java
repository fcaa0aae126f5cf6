/** Tests of this room, against real Postgres. */
@NullMarked
package dev.repartee.assistant.knowledge;

import org.jspecify.annotations.NullMarked;
