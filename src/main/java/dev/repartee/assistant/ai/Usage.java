package dev.repartee.assistant.ai;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What an answer took, a repair of it included.
 *
 * @param inputTokens tokens read
 * @param outputTokens tokens written
 * @param costUsd their price in US dollars, 0 for a model whose price is not known
 * @param latency from asking the provider to its whole answer
 */
public record Usage(int inputTokens, int outputTokens, BigDecimal costUsd, Duration latency) {

  Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        costUsd.add(other.costUsd),
        latency.plus(other.latency));
  }
}
