/** The job engine against real Postgres and Redis, without a server around it. */
@NullMarked
package dev.repartee.foundation.job;

import org.jspecify.annotations.NullMarked;
