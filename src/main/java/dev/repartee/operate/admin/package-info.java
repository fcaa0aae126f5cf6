/** What the operator of an installation sees and does: queues, jobs and schedules. */
@NullMarked
package dev.repartee.operate.admin;

import org.jspecify.annotations.NullMarked;
