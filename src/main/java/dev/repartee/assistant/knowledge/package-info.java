/** What the assistant may draw on: documents and the playbook, found by meaning and by words. */
@NullMarked
package dev.repartee.assistant.knowledge;

import org.jspecify.annotations.NullMarked;
