/** What the assistant may stand on: chunks, their embeddings, and the search that finds them. */
@NullMarked
package dev.repartee.assistant.knowledge;

import org.jspecify.annotations.NullMarked;
