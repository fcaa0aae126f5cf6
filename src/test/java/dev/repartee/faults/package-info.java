/** What happens to the whole product when a part of it, or of what it stands on, goes away. */
@NullMarked
package dev.repartee.faults;

import org.jspecify.annotations.NullMarked;
