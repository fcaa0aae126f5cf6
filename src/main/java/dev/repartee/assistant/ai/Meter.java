package dev.repartee.assistant.ai;

/** Is told what happens, for metrics. */
interface Meter {

  /** A call of a provider ended, well or not. */
  void called(UsageRow row);

  /** A provider of the strategy was skipped or failed, and the next one is asked. */
  void fellBack(Provider from);
}
