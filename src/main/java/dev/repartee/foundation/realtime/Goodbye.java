package dev.repartee.foundation.realtime;

import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks everybody to connect again when this instance stops. The server cuts its connections before
 * it tells the application that it stops, so the signal to the process has to do; where only the
 * application is stopped, that does.
 */
@ApplicationScoped
class Goodbye {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(Goodbye.class.getName());

  private final Connections connections;
  private @Nullable Thread hook;

  @Inject
  Goodbye(Connections connections) {
    this.connections = connections;
  }

  synchronized void atStart(@Observes @Priority(StartOrder.JOBS) Startup event) {
    hook = new Thread(this::say, "goodbye to websockets");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @PreDestroy
  synchronized void atStop() {
    say();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.log(System.Logger.Level.DEBUG, "The process is ending; its hooks have run");
      }
    }
  }

  private void say() {
    List<SocketConnection> open = List.copyOf(connections.all());
    CountDownLatch told = new CountDownLatch(open.size());
    LOG.log(System.Logger.Level.INFO, "Telling {0} clients to connect again", open.size());
    open.forEach(connection -> connection.close(Closing.GOING_AWAY, told::countDown));
    try {
      if (!told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.INFO, "{0} clients were not told goodbye", told.getCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
