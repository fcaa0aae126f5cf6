/** Tests of the way to URLs that users give. */
@NullMarked
package dev.repartee.foundation.outbound;

import org.jspecify.annotations.NullMarked;
