/** Whether this instance lives, has started and is ready, for platforms, operators and people. */
@NullMarked
package dev.repartee.operate.health;

import org.jspecify.annotations.NullMarked;
