/** Whether the health answers tell the truth, and soon. */
@NullMarked
package dev.repartee.operate.health;

import org.jspecify.annotations.NullMarked;
