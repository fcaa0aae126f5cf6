/** Whether this instance lives, has started and is ready, for platforms, operators and people. */
@NotForKeys
@NullMarked
package dev.repartee.operate.health;

import dev.repartee.foundation.security.NotForKeys;
import org.jspecify.annotations.NullMarked;
