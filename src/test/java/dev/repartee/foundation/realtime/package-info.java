/** The WebSocket: its protocol with a client made of paper, and with real ones on real servers. */
@NullMarked
package dev.repartee.foundation.realtime;

import org.jspecify.annotations.NullMarked;
