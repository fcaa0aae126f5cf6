/** Tests: how the stores are reached. */
@NullMarked
package dev.repartee.foundation.data;

import org.jspecify.annotations.NullMarked;
