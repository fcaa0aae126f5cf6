package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FigureStoreIT extends StoreLab {

  @Test
  void countsWhatStandsWhere() {
    add(OPTIONS);
    add(OPTIONS);
    add(OPTIONS.delay(Duration.ofMinutes(1)));
    lease(add(OPTIONS));
    leases.bury(lease(add(OPTIONS)), now, "dead");
    leases.bury(lease(add(JobOptions.of("generation"))), now, "dead");

    assertEquals(
        Set.of(
            new QueueFigures("screenshot", 2, 1, 1, 1, Duration.ofSeconds(9)),
            new QueueFigures("generation", 0, 0, 0, 1, Duration.ZERO)),
        new HashSet<>(new FigureStore(database).count(now.plusSeconds(9))));
  }
}
