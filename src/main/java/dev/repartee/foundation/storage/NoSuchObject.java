package dev.repartee.foundation.storage;

/** There is no object under this key. */
public class NoSuchObject extends RuntimeException {

  public NoSuchObject(String key) {
    super("There is no object " + key);
  }
}
