/**
 * What operators do from a shell. It runs without a server, from the classes and libraries of the
 * WAR and Postgres' driver; nothing here is a bean.
 */
@NullMarked
package dev.repartee.operate.command;

import org.jspecify.annotations.NullMarked;
