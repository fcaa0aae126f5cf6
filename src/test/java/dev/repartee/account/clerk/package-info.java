@NullMarked
package dev.repartee.account.clerk;

import org.jspecify.annotations.NullMarked;
