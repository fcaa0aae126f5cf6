/** What programs come with instead of a person's token: API keys, and a service's own token. */
@NotForKeys
@NullMarked
package dev.repartee.account.key;

import dev.repartee.foundation.security.NotForKeys;
import org.jspecify.annotations.NullMarked;
