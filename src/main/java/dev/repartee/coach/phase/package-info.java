/**
 * Where a conversation stands: rules that answer at once, and when a provider should look again.
 */
@NullMarked
package dev.repartee.coach.phase;

import org.jspecify.annotations.NullMarked;
