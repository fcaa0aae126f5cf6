package dev.repartee.foundation.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what it was told. */
final class LabMeter implements JobMeter {

  final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  final List<Lease> dead = new CopyOnWriteArrayList<>();
  final Map<String, QueueFigures> figures = new ConcurrentHashMap<>();

  @Override
  public void waited(Lease lease, Instant started) {}

  @Override
  public void ran(Lease lease, Duration took, Outcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void died(Lease lease, @Nullable Throwable failure) {
    dead.add(lease);
  }

  @Override
  public void counted(QueueFigures now) {
    figures.put(now.queue(), now);
  }
}
