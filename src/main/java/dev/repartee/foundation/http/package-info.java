/** What every HTTP call has in common: filters in their order, problems, cursors, idempotency. */
@NullMarked
package dev.repartee.foundation.http;

import org.jspecify.annotations.NullMarked;
