package dev.repartee.foundation.security;

import java.util.List;

/**
 * Rows with sealed values: a CDI bean that implements this is found when the key is rotated, and
 * what it names is sealed anew in small transactions, while everything goes on. Whoever stores what
 * {@link Encryption} has sealed has one.
 */
public interface SealedRows {

  /** Names it; one name for ever. Kinds are walked in the order of their names. */
  String name();

  /**
   * The keys of rows with something that is sealed under the previous key, in an order that does
   * not change.
   *
   * @param header what such a value begins with, see {@link Encryption#previousHeader}
   * @param after the key to continue after; empty for the first ones
   * @param most how many
   */
  List<String> under(byte[] header, String after, int most);

  /**
   * Seals what is still under the previous key in these rows anew, by {@link Encryption#rewrap}, in
   * the caller's transaction. What somebody else changes meanwhile is not overwritten.
   */
  void rewrap(List<String> keys);
}
