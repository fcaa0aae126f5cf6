@NullMarked
package dev.repartee.operate.admin;

import org.jspecify.annotations.NullMarked;
