/** Accounts, workspaces and their members, and the tokens they are known by. */
@NullMarked
package dev.repartee.account.identity;

import org.jspecify.annotations.NullMarked;
