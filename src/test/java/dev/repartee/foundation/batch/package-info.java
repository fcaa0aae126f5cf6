/** Proves that what walks tables removes and renews what it should, and nothing else. */
@NullMarked
package dev.repartee.foundation.batch;

import org.jspecify.annotations.NullMarked;
