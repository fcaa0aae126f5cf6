package dev.repartee.foundation.storage;

/** What a look at the storage found. */
public enum StorageState {
  /** The bucket is there and we are let in. */
  READY,
  /** The storage answers, but there is no such bucket. */
  BUCKET_MISSING,
  /** The storage answers, but does not let us in. */
  REFUSED,
  /** The storage does not answer. */
  AWAY
}
