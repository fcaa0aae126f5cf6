package dev.repartee.assistant.ai;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What may still be spent. Days and months are UTC. A call is let through while anything is left,
 * so calls under way at the same moment can go over by what they cost; what a provider has cost
 * this month is looked up every {@value #FRESH_SECONDS} seconds and kept up with our own calls
 * between.
 */
@ApplicationScoped
class Budget {

  private static final int FRESH_SECONDS = 15;

  private record Spent(BigDecimal amount, Instant month, Instant freshUntil) {}

  private final AiConfig config;
  private final UsageLedger ledger;
  private final InstantSource clock;
  private final Map<Provider, Spent> spent = new EnumMap<>(Provider.class);

  @Inject
  Budget(AiConfig config, UsageLedger ledger, InstantSource clock) {
    this.config = config;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Whether anything may be spent for this member today. */
  boolean allows(Asker asker) {
    Optional<BigDecimal> limit = config.memberDailyLimit();
    return limit.isEmpty()
        || ledger.spentFor(asker.userId(), startOfDay()).compareTo(limit.get()) < 0;
  }

  /** Whether anything may be spent on this provider this month. */
  boolean allows(Provider provider) {
    Optional<BigDecimal> budget = config.monthlyBudget(provider);
    return provider == Provider.LOCAL
        || budget.isEmpty()
        || spentThisMonth(provider).compareTo(budget.get()) < 0;
  }

  /**
   * How much of this month's budget is spent: 1 is all of it, 0 where there is no budget, not a
   * number when the ledger is away.
   */
  double used(Provider provider) {
    Optional<BigDecimal> budget = config.monthlyBudget(provider).filter(b -> b.signum() > 0);
    try {
      return budget.isEmpty()
          ? 0
          : spentThisMonth(provider).doubleValue() / budget.get().doubleValue();
    } catch (IllegalStateException away) {
      return Double.NaN;
    }
  }

  /** A call has cost so much. */
  synchronized void spend(Provider provider, BigDecimal cost) {
    spent.computeIfPresent(
        provider, (p, s) -> new Spent(s.amount.add(cost), s.month, s.freshUntil));
  }

  private BigDecimal spentThisMonth(Provider provider) {
    Instant now = clock.instant();
    Instant month = today().withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    synchronized (this) {
      Spent known = spent.get(provider);
      if (known != null && known.month.equals(month) && now.isBefore(known.freshUntil)) {
        return known.amount;
      }
    }
    BigDecimal amount = ledger.spentOn(provider, month);
    synchronized (this) {
      spent.put(provider, new Spent(amount, month, now.plus(Duration.ofSeconds(FRESH_SECONDS))));
    }
    return amount;
  }

  private Instant startOfDay() {
    return today().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
