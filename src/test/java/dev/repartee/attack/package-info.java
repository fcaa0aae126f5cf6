/** What somebody tries who may not: over every operation of the OpenAPI document. */
@NullMarked
package dev.repartee.attack;

import org.jspecify.annotations.NullMarked;
