/** Accounts that Clerk keeps: its tokens, its webhook, and which of its users is who here. */
@NotForKeys
@NullMarked
package dev.repartee.account.clerk;

import dev.repartee.foundation.security.NotForKeys;
import org.jspecify.annotations.NullMarked;
