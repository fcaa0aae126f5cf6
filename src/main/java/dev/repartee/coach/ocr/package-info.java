/** Reads a chat screenshot: an image becomes the messages in it, in order, with their authors. */
@NullMarked
package dev.repartee.coach.ocr;

import org.jspecify.annotations.NullMarked;
