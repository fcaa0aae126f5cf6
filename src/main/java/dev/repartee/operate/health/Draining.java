package dev.repartee.operate.health;

import dev.repartee.foundation.config.OwnProcess;
import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What SIGTERM does first: the instance says that it is not ready and answers on for {@code
 * DRAIN_DELAY}, so that whoever sends it requests has the time to look elsewhere. The server itself
 * closes its port with the signal, which is too early for that.
 */
@ApplicationScoped
class Draining {

  /** As the JVM ends after SIGTERM. */
  private static final int TERMINATED = 143;

  private static final System.Logger LOG = System.getLogger(Draining.class.getName());

  private final Duration delay;
  private final AtomicBoolean begun = new AtomicBoolean();

  @Inject
  Draining(DrainConfig config) {
    delay = config.delay();
  }

  void atStart(@Observes @Priority(StartOrder.JOBS) Startup event) {
    if (OwnProcess.isOurs() && !delay.isZero()) {
      Signal.handle(new Signal("TERM"), signal -> begin());
    }
  }

  boolean begun() {
    return begun.get();
  }

  private void begin() {
    if (begun.compareAndSet(false, true)) {
      LOG.log(System.Logger.Level.INFO, "Told to stop: not ready any more, stopping in {0}", delay);
      new Thread(this::stop, "drain").start();
    }
  }

  private void stop() {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(TERMINATED);
  }
}
