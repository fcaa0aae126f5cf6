/** What a person thought of a message or an opener. */
@NullMarked
package dev.repartee.coach.reaction;

import org.jspecify.annotations.NullMarked;
