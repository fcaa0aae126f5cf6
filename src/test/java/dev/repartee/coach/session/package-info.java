/** Tests of this room. */
@NullMarked
package dev.repartee.coach.session;

import org.jspecify.annotations.NullMarked;
