/** Accounts, workspaces and their members, and the tokens they are known by. */
@NotForKeys
@NullMarked
package dev.repartee.account.identity;

import dev.repartee.foundation.security.NotForKeys;
import org.jspecify.annotations.NullMarked;
