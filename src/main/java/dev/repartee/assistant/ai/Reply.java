package dev.repartee.assistant.ai;

/**
 * What a provider wrote.
 *
 * @param text as it came
 * @param model the model that says it answered
 * @param inputTokens tokens it read
 * @param outputTokens tokens it wrote
 * @param estimated whether the tokens are our guess, because the provider named none
 */
record Reply(String text, String model, int inputTokens, int outputTokens, boolean estimated) {

  /** Roughly what vendors' tokenizers make of prose. */
  private static final int CHARACTERS_A_TOKEN = 4;

  /** A reply whose tokens we have to guess. */
  static Reply estimated(String text, String model, int promptCharacters) {
    return new Reply(text, model, tokens(promptCharacters), tokens(text.length()), true);
  }

  private static int tokens(int characters) {
    return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }
}
