/** Tests of {@link dev.repartee.account.notification}. */
@NullMarked
package dev.repartee.account.notification;

import org.jspecify.annotations.NullMarked;
