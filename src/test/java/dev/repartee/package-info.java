/** Tests of the house as a whole. */
@NullMarked
package dev.repartee;

import org.jspecify.annotations.NullMarked;
