/** Tests: Traces and what the log says. */
@NullMarked
package dev.repartee.foundation.telemetry;

import org.jspecify.annotations.NullMarked;
