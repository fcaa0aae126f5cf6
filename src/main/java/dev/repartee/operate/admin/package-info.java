/** What the operator of an installation sees and does: queues, jobs and schedules. */
@NotForKeys
@NullMarked
package dev.repartee.operate.admin;

import dev.repartee.foundation.security.NotForKeys;
import org.jspecify.annotations.NullMarked;
