/** Asks AI providers: the strategy, its fallbacks and limits, and what every call cost. */
@NullMarked
package dev.repartee.assistant.ai;

import org.jspecify.annotations.NullMarked;
