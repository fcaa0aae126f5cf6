/**
 * What was done by whom: an append-only log, one hash chain for each workspace, in which personal
 * details can be erased without breaking the chain.
 */
@NullMarked
package dev.repartee.account.audit;

import org.jspecify.annotations.NullMarked;
