package dev.repartee.foundation.realtime;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.security.ApiKeyEnded;
import dev.repartee.foundation.security.BearerVerifier;
import dev.repartee.foundation.security.MemberChanged;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Looks at every connection once a second: hangs up on those that never say who they are, whose
 * token has expired or was revoked, that take nothing, or that show no sign of life.
 */
@ApplicationScoped
class Heartbeat {

  private static final int SILENT_INTERVALS = 3;
  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

  private final Connections connections;
  private final RealtimeConfig config;
  private final BearerVerifier verifier;

  @Inject
  Heartbeat(Connections connections, RealtimeConfig config, BearerVerifier verifier) {
    this.connections = connections;
    this.config = config;
    this.verifier = verifier;
  }

  void atStart(
      @Observes @Priority(StartOrder.JOBS) Startup event,
      ManagedScheduledExecutorService executor) {
    var unused = executor.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  /** Looks at every connection; nothing that goes wrong with one keeps it from the others. */
  void beat() {
    for (SocketConnection connection : connections.all()) {
      try {
        look(connection);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A connection could not be looked after: {0}", e);
      }
    }
  }

  private void look(SocketConnection connection) {
    if (connection.credentials().isEmpty()) {
      if (connection.age().compareTo(config.authenticateWithin()) >= 0) {
        connection.close(Closing.NEVER_AUTHENTICATED);
      }
      return;
    }
    if (connection.stalledFor().compareTo(config.sendTimeout()) >= 0) {
      connection.close(Closing.TOO_SLOW);
    } else if (connection
            .silentFor()
            .compareTo(config.pingInterval().multipliedBy(SILENT_INTERVALS))
        >= 0) {
      connection.close(Closing.SILENT);
    } else if (connection.isCheckDue(config.pingInterval())) {
      check(connection);
    } else if (isByKey(connection)) { // a key may end at any time, and be told so by nobody
      recheck(connection);
    }
  }

  /** Those who came by a key that has ended go at once. */
  void ended(@Observes ApiKeyEnded key) {
    connections.all().stream()
        .filter(connection -> isBy(connection, key.id()))
        .forEach(this::recheck);
  }

  /** Those whose place has changed go, or go on as what they are now, at once. */
  void changed(@Observes MemberChanged member) {
    connections.all().stream()
        .filter(connection -> isOf(connection, member.userId()))
        .forEach(this::recheck);
  }

  private static boolean isOf(SocketConnection connection, UUID user) {
    return connection.credentials().filter(c -> c.caller().userId().equals(user)).isPresent();
  }

  private static boolean isBy(SocketConnection connection, UUID key) {
    return connection
        .credentials()
        .filter(credentials -> key.equals(credentials.caller().credential().id()))
        .isPresent();
  }

  private static boolean isByKey(SocketConnection connection) {
    return connection.credentials().filter(c -> c.caller().credential().isApiKey()).isPresent();
  }

  private void check(SocketConnection connection) {
    connection.ping();
    recheck(connection);
  }

  private void recheck(SocketConnection connection) {
    connection
        .credentials()
        .ifPresent(
            known ->
                verifier
                    .verify(known.token())
                    .ifPresentOrElse(
                        caller -> connection.known(known, caller),
                        () -> connection.close(Closing.TOKEN_EXPIRED)));
  }
}
