/** Embeddings in this process, without a key or a network. Only built with the Maven profile {@code minilm}. */
@NullMarked
package dev.repartee.assistant.knowledge.minilm;

import org.jspecify.annotations.NullMarked;
