/** The WebSocket at /ws: who is connected, what they listen to, and events across instances. */
@NullMarked
package dev.repartee.foundation.realtime;

import org.jspecify.annotations.NullMarked;
