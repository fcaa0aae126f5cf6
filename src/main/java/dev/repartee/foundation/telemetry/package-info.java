/** What the server tells about itself: trace context, fields of the log, counters. */
@NullMarked
package dev.repartee.foundation.telemetry;

import org.jspecify.annotations.NullMarked;
