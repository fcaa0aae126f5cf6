package dev.repartee.assistant.ai;

import java.util.function.Function;

/**
 * An answer, and where it came from.
 *
 * @param value the answer, checked
 * @param provider who gave it
 * @param model the model as the provider names it; {@code playbook} for the local one
 * @param usage what it took
 */
public record Answer<T>(T value, Provider provider, String model, Usage usage) {

  <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return new Answer<>(change.apply(value), provider, model, usage);
  }
}
