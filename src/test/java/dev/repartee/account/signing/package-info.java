@NullMarked
package dev.repartee.account.signing;

import org.jspecify.annotations.NullMarked;
