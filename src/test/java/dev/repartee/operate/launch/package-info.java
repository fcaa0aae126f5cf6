/** Tests of what happens before the server is there. */
@NullMarked
package dev.repartee.operate.launch;

import org.jspecify.annotations.NullMarked;
