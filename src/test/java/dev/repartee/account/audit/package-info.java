@NullMarked
package dev.repartee.account.audit;

import org.jspecify.annotations.NullMarked;
