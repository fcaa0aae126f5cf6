@NullMarked
package dev.repartee.account.key;

import org.jspecify.annotations.NullMarked;
