/** Tests: Accounts and tokens, from inside and from outside. */
@NullMarked
package dev.repartee.account.identity;

import org.jspecify.annotations.NullMarked;
