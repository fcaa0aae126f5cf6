/** The keys that access tokens are signed with: made, published, rotated, forgotten. */
@NotForKeys
@NullMarked
package dev.repartee.account.signing;

import dev.repartee.foundation.security.NotForKeys;
import org.jspecify.annotations.NullMarked;
