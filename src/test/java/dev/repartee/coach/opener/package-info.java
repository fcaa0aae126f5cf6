/** Tests of this room. */
@NullMarked
package dev.repartee.coach.opener;

import org.jspecify.annotations.NullMarked;
