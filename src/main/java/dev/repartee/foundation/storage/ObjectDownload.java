package dev.repartee.foundation.storage;

import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads an object in ranges, so that a connection that breaks costs one range and not the whole. It
 * must not change meanwhile.
 */
final class ObjectDownload extends InputStream {

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final long length;
  private final String tag;
  private byte[] range = new byte[0];
  private int at;
  private long next;

  ObjectDownload(S3Client client, String bucket, String key, long length, String tag) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.length = length;
    this.tag = tag;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    if (most == 0) {
      return 0;
    }
    if (at == range.length) {
      if (next >= length) {
        return -1;
      }
      fetch();
    }
    int some = Math.min(most, range.length - at);
    System.arraycopy(range, at, into, offset, some);
    at += some;
    return some;
  }

  private void fetch() {
    long end = Math.min(length, next + ObjectUpload.PART);
    String wanted = "bytes=" + next + "-" + (end - 1);
    try {
      range =
          client
              .getObjectAsBytes(get -> get.bucket(bucket).key(key).ifMatch(tag).range(wanted))
              .asByteArrayUnsafe();
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
    if (range.length == 0) {
      throw new StorageUnavailable(SdkException.create("nothing of " + wanted + " came", null));
    }
    at = 0;
    next += range.length;
  }
}
