package dev.repartee.foundation.storage;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Objects in the configured bucket, by key. Every call has a time limit and throws {@link
 * StorageUnavailable} when the storage is away or refuses, except pre-signing, which needs no
 * network.
 */
public interface ObjectStore {

  /**
   * An address to which a client can PUT one object of exactly this type and length within 15
   * minutes. The signature covers both, so the storage answers 403 to anything else.
   */
  PresignedUpload presignPut(String key, String contentType, long length);

  /** An address from which a client can GET the object for 15 minutes; its answer may be cached. */
  URI presignGet(String key);

  /** What is known about an object, or empty when there is none. */
  Optional<ObjectInfo> head(String key);

  /**
   * The bytes of an object.
   *
   * @param maxBytes never reads more than this
   * @throws NoSuchObject when there is none under this key
   * @throws ObjectTooLarge when it is larger than {@code maxBytes}
   */
  byte[] get(String key, long maxBytes);

  /** Writes an object, replacing the one that was there. */
  void put(String key, String contentType, byte[] bytes);

  /** Removes an object; that there is none is fine. */
  void delete(String key);

  /**
   * Objects whose keys begin with a prefix, in the order of their keys.
   *
   * @param after the key to continue after; empty for the first ones
   * @param most how many, up to 1000
   */
  List<StoredObject> list(String prefix, String after, int most);

  /** Looks whether the bucket can be used now; takes about a second at most and never throws. */
  StorageState state();
}
