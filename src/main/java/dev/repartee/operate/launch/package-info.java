/** What happens before the server is there: its secrets are fetched. Needs nothing but the JDK. */
@NullMarked
package dev.repartee.operate.launch;

import org.jspecify.annotations.NullMarked;
