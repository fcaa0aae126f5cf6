/**
 * The one way to URLs that users give: checked addresses only, and bounds on everything that comes
 * back. What an operator configures, such as vendors and storage, is called directly.
 */
@NullMarked
package dev.repartee.foundation.outbound;

import org.jspecify.annotations.NullMarked;
