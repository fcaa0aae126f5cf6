package dev.repartee.assistant.ai;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One call of a provider, as it is written down. */
record UsageRow(
    UUID id,
    Asker asker,
    Provider provider,
    String model,
    Purpose purpose,
    int inputTokens,
    int outputTokens,
    boolean estimated,
    BigDecimal costUsd,
    Duration latency,
    String outcome,
    Instant createdAt) {}
