/** Vendors as servers of ours, which speak their documented wire formats, failures included. */
@NullMarked
package dev.repartee.fakes;

import org.jspecify.annotations.NullMarked;
