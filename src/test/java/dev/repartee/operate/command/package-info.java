/** Tests of the commands for operators. */
@NullMarked
package dev.repartee.operate.command;

import org.jspecify.annotations.NullMarked;
