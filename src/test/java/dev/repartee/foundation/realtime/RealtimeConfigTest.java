package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealtimeConfigTest {

  @Test
  void withoutAnythingSetTheDocumentedBoundsHold() {
    RealtimeConfig config = new RealtimeConfig(Settings.of(Map.of()));
    assertEquals(Duration.ofSeconds(10), config.authenticateWithin());
    assertEquals(Duration.ofSeconds(25), config.pingInterval());
    assertEquals(Duration.ofSeconds(15), config.sendTimeout());
    assertEquals(256, config.maxQueuedMessages());
    assertEquals(1_000_000, config.maxQueuedCharacters());
    assertEquals(5_000, config.maxConnections());
    assertEquals(20, config.maxConnectionsPerMember());
    assertEquals(100, config.maxSubscriptions());
    assertEquals(240, config.messagesPerMinute());
  }

  @Test
  void readsEveryVariable() {
    RealtimeConfig config =
        new RealtimeConfig(
            Settings.of(
                Map.of(
                    "WEBSOCKET_AUTHENTICATE_WITHIN", "1s",
                    "WEBSOCKET_PING_INTERVAL", "2s",
                    "WEBSOCKET_SEND_TIMEOUT", "3s",
                    "WEBSOCKET_QUEUE_MESSAGES", "4",
                    "WEBSOCKET_QUEUE_CHARACTERS", "5000",
                    "WEBSOCKET_CONNECTIONS", "6",
                    "WEBSOCKET_CONNECTIONS_PER_MEMBER", "7",
                    "WEBSOCKET_SUBSCRIPTIONS", "8",
                    "WEBSOCKET_MESSAGES_PER_MINUTE", "9")));
    assertEquals(Duration.ofSeconds(1), config.authenticateWithin());
    assertEquals(Duration.ofSeconds(2), config.pingInterval());
    assertEquals(Duration.ofSeconds(3), config.sendTimeout());
    assertEquals(4, config.maxQueuedMessages());
    assertEquals(5_000, config.maxQueuedCharacters());
    assertEquals(6, config.maxConnections());
    assertEquals(7, config.maxConnectionsPerMember());
    assertEquals(8, config.maxSubscriptions());
    assertEquals(9, config.messagesPerMinute());
  }
}
