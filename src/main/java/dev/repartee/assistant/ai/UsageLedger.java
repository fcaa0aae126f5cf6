package dev.repartee.assistant.ai;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Where calls are written down. */
interface UsageLedger {

  /** Writes a row that stays, whatever becomes of a transaction around. */
  void write(UsageRow row);

  /** What all calls for this member have cost since then, in US dollars. */
  BigDecimal spentFor(UUID userId, Instant since);

  /** What all calls of this provider have cost since then, in US dollars. */
  BigDecimal spentOn(Provider provider, Instant since);
}
