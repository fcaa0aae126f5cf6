/** The storage against a real S3 server. */
@NullMarked
package dev.repartee.foundation.storage;

import org.jspecify.annotations.NullMarked;
