/** What was said, by whom and in which order, and where a conversation stands. */
@NullMarked
package dev.repartee.assistant.transcript;

import org.jspecify.annotations.NullMarked;
