package dev.repartee.assistant.ai;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Usage rows in a list. */
final class InMemoryLedger implements UsageLedger {

  final List<UsageRow> rows = new CopyOnWriteArrayList<>();
  volatile boolean broken;

  @Override
  public void write(UsageRow row) {
    if (broken) {
      throw new IllegalStateException("scripted");
    }
    rows.add(row);
  }

  @Override
  public BigDecimal spentFor(UUID userId, Instant since) {
    return sum(row -> userId.equals(row.asker().userId()) && !row.createdAt().isBefore(since));
  }

  @Override
  public BigDecimal spentOn(Provider provider, Instant since) {
    return sum(row -> row.provider() == provider && !row.createdAt().isBefore(since));
  }

  /** What became of each call, as {@code provider outcome}. */
  List<String> outcomes() {
    return rows.stream().map(row -> row.provider().wireName() + " " + row.outcome()).toList();
  }

  private BigDecimal sum(Predicate<UsageRow> counted) {
    return rows.stream()
        .filter(counted)
        .map(UsageRow::costUsd)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
