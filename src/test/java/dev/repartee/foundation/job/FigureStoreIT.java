package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FigureStoreIT extends StoreLab {

  @Test
  void countsWhatStandsWhere() {
    add(OPTIONS);
    add(OPTIONS);
    add(OPTIONS.delay(Duration.ofMinutes(1)));
    lease(add(OPTIONS));
    leases.bury(lease(add(OPTIONS)), "dead");
    leases.bury(lease(add(JobOptions.of("generation"))), "dead");
    database.pass(Duration.ofSeconds(9));

    Map<String, QueueFigures> figures = count();

    assertEquals(Set.of("screenshot", "generation", "empty"), figures.keySet());
    assertEquals(
        new QueueFigures("generation", 0, 0, 0, 0, 1, false, Duration.ZERO),
        of(figures, "generation"));
    assertEquals(QueueFigures.none("empty"), of(figures, "empty"));
    QueueFigures screenshot = of(figures, "screenshot");
    assertEquals(
        new QueueFigures("screenshot", 2, 1, 1, 0, 1, false, screenshot.oldest()), screenshot);
    assertTrue(screenshot.oldest().compareTo(Duration.ofSeconds(9)) >= 0);
    assertTrue(screenshot.oldest().compareTo(Duration.ofSeconds(50)) < 0);
  }

  @Test
  void longQueuesAreEstimated() {
    int many = 3 * FigureStore.BOUND;
    fill(many);
    database.execute("ANALYZE job");

    long ready = of(count(), "screenshot").ready();

    assertTrue(ready > many * 0.9 && ready < many * 1.1, () -> ready + " instead of " + many);
  }

  private Map<String, QueueFigures> count() {
    return new FigureStore(database)
        .count(List.of("empty")).stream()
            .collect(Collectors.toMap(QueueFigures::queue, figures -> figures));
  }

  private static QueueFigures of(Map<String, QueueFigures> figures, String queue) {
    return Objects.requireNonNull(figures.get(queue));
  }
}
