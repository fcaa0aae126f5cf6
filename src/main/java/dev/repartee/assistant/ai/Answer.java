package dev.repartee.assistant.ai;

/**
 * An answer, and where it came from.
 *
 * @param value the answer, checked
 * @param provider who gave it
 * @param model the model as the provider names it; {@code playbook} for the local one
 * @param usage what it took
 */
public record Answer<T>(T value, Provider provider, String model, Usage usage) {

  Answer<T> plus(Usage more) {
    return new Answer<>(value, provider, model, usage.plus(more));
  }
}
