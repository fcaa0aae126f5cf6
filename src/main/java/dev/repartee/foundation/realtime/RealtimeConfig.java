package dev.repartee.foundation.realtime;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** What one client of the WebSocket may take up, and how long we wait for it. */
@ApplicationScoped
public class RealtimeConfig implements ConfigSection {

  private final Duration authenticateWithin;
  private final Duration pingInterval;
  private final Duration sendTimeout;
  private final int maxQueuedMessages;
  private final int maxQueuedCharacters;
  private final int maxConnections;
  private final int maxConnectionsPerMember;
  private final int maxSubscriptions;
  private final int messagesPerMinute;

  @Inject
  public RealtimeConfig(Settings settings) {
    Duration second = Duration.ofSeconds(1);
    Duration hour = Duration.ofHours(1);
    authenticateWithin =
        settings.duration("WEBSOCKET_AUTHENTICATE_WITHIN", Duration.ofSeconds(10), second, hour);
    pingInterval =
        settings.duration("WEBSOCKET_PING_INTERVAL", Duration.ofSeconds(25), second, hour);
    sendTimeout = settings.duration("WEBSOCKET_SEND_TIMEOUT", Duration.ofSeconds(15), second, hour);
    maxQueuedMessages = settings.number("WEBSOCKET_QUEUE_MESSAGES", 256, 1, 1_000_000);
    maxQueuedCharacters =
        settings.number("WEBSOCKET_QUEUE_CHARACTERS", 1_000_000, 1_000, 1_000_000_000);
    maxConnections = settings.number("WEBSOCKET_CONNECTIONS", 5_000, 1, 1_000_000);
    maxConnectionsPerMember = settings.number("WEBSOCKET_CONNECTIONS_PER_MEMBER", 20, 1, 1_000_000);
    maxSubscriptions = settings.number("WEBSOCKET_SUBSCRIPTIONS", 100, 1, 100_000);
    messagesPerMinute = settings.number("WEBSOCKET_MESSAGES_PER_MINUTE", 240, 1, 1_000_000);
  }

  /** How long a new connection may stay without saying who it is. */
  public Duration authenticateWithin() {
    return authenticateWithin;
  }

  /** How often we ping; a peer silent for three times as long is taken for dead. */
  public Duration pingInterval() {
    return pingInterval;
  }

  /** How long the network may take to accept one message before the client counts as too slow. */
  public Duration sendTimeout() {
    return sendTimeout;
  }

  /** How many messages may wait for one client. */
  public int maxQueuedMessages() {
    return maxQueuedMessages;
  }

  /** How many characters of messages may wait for one client. */
  public int maxQueuedCharacters() {
    return maxQueuedCharacters;
  }

  /** How many connections one instance takes. */
  public int maxConnections() {
    return maxConnections;
  }

  /** How many connections one member may have to one instance. */
  public int maxConnectionsPerMember() {
    return maxConnectionsPerMember;
  }

  /** How many topics one connection may listen to. */
  public int maxSubscriptions() {
    return maxSubscriptions;
  }

  /** How many messages a minute one connection may send, on average. */
  public int messagesPerMinute() {
    return messagesPerMinute;
  }
}
