/** Drives the page in a real, headless browser, over the browser's own debugging protocol. */
@NullMarked
package dev.repartee.page;

import org.jspecify.annotations.NullMarked;
