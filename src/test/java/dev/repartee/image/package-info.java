/** What only the build of the container image needs. */
@NullMarked
package dev.repartee.image;

import org.jspecify.annotations.NullMarked;
