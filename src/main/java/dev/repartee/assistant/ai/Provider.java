package dev.repartee.assistant.ai;

import java.util.Locale;

/** Who can answer. */
public enum Provider {
  /** OpenAI's chat completions. */
  OPENAI,
  /** Anthropic's messages. */
  ANTHROPIC,
  /** Google's Gemini, {@code generateContent}. */
  GEMINI,
  /** Any server that speaks OpenAI's chat completions. */
  OPENAI_COMPATIBLE,
  /** Replies chosen from the playbook in this process: no key, no network, no cost. */
  LOCAL;

  /** The name in the configuration, in answers, in metrics and in the usage table. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The provider of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Provider named(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
