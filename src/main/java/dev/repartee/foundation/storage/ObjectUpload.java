package dev.repartee.foundation.storage;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into the bucket, as an S3 multipart upload: it is there as a whole once it
 * is completed, and not at all before. Closed without that, what was sent is thrown away.
 */
public final class ObjectUpload extends OutputStream {

  /** S3 takes 10,000 parts: with these an object may have 78 GB. */
  static final int PART = 8 * 1024 * 1024;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String upload;
  private final List<CompletedPart> parts = new ArrayList<>();
  private final byte[] buffer = new byte[PART];
  private int filled;
  private boolean ended;

  ObjectUpload(S3Client client, String bucket, String key) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    try {
      this.upload =
          client
              .createMultipartUpload(
                  create -> create.bucket(bucket).key(key).contentType("application/octet-stream"))
              .uploadId();
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      int some = Math.min(left, PART - filled);
      System.arraycopy(bytes, from, buffer, filled, some);
      filled += some;
      from += some;
      left -= some;
      if (filled == PART) {
        send();
      }
    }
  }

  private void send() {
    int number = parts.size() + 1;
    int length = filled;
    try {
      String tag =
          client
              .uploadPart(
                  part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromContentProvider(
                      () -> new ByteArrayInputStream(buffer, 0, length),
                      length,
                      "application/octet-stream"))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      filled = 0;
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** Sends the rest and makes the object be there. */
  public void complete() {
    if (filled > 0 || parts.isEmpty()) {
      send();
    }
    try {
      client.completeMultipartUpload(
          complete ->
              complete
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
      ended = true;
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** Throws away what was sent, unless it is completed. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      try {
        client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
      } catch (SdkException e) {
        System.getLogger(ObjectUpload.class.getName())
            .log(System.Logger.Level.WARNING, "An unfinished upload of {0} remains: {1}", key, e);
      }
    }
  }
}
