package dev.repartee.foundation.storage;

/** The object is larger than the reader takes. */
public class ObjectTooLarge extends RuntimeException {

  public ObjectTooLarge(String key, long length, long maxBytes) {
    super("The object " + key + " has " + length + " bytes; at most " + maxBytes + " are read");
  }
}
