@NullMarked
package dev.repartee.coach.ocr;

import org.jspecify.annotations.NullMarked;
