package dev.repartee.foundation.data;

import java.util.List;

/**
 * Something that is not kept for ever: a CDI bean that implements this is found, and what it names
 * is removed in small transactions, some time after it is due.
 */
public interface Retention {

  /** Names it; one name for ever, so that a walk that was cut off can be continued. */
  String name();

  /**
   * The keys of what is to go, in an order that does not change.
   *
   * @param after the key to continue after; empty for the first ones
   * @param most how many
   */
  List<String> due(String after, int most);

  /**
   * Removes what is still due of these, in the caller's transaction.
   *
   * @param keys some that {@link #due} gave, maybe a while ago
   */
  void remove(List<String> keys);
}
