/** The way to Postgres and Redis: data source, migrations, keys, and the Redis client. */
@NullMarked
package dev.repartee.foundation.data;

import org.jspecify.annotations.NullMarked;
