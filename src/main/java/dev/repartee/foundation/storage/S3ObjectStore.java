package dev.repartee.foundation.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * The bucket, through the S3 protocol. Pre-signing follows <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Authenticating
 * Requests: Using Query Parameters</a>; Content-Type and Content-Length are among the signed
 * headers.
 */
@ApplicationScoped
class S3ObjectStore implements ObjectStore {

  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(S3ObjectStore.class.getName());

  private final S3Clients clients;
  private final String bucket;
  private final Duration lifetime;

  @Inject
  S3ObjectStore(S3Clients clients, StorageConfig config) {
    this(clients, config.bucket(), LIFETIME);
  }

  S3ObjectStore(S3Clients clients, String bucket, Duration lifetime) {
    this.clients = clients;
    this.bucket = bucket;
    this.lifetime = lifetime;
  }

  @Override
  public PresignedUpload presignPut(String key, String contentType, long length) {
    PresignedPutObjectRequest signed =
        call(
            "sign an upload",
            () ->
                clients
                    .presigner()
                    .presignPutObject(
                        presign ->
                            presign
                                .signatureDuration(lifetime)
                                .putObjectRequest(
                                    put ->
                                        put.bucket(bucket)
                                            .key(key)
                                            .contentType(contentType)
                                            .contentLength(length))));
    return new PresignedUpload(
        uri(signed.url()), Map.of("Content-Type", contentType), signed.expiration());
  }

  @Override
  public URI presignGet(String key) {
    String caching = "private, max-age=" + lifetime.toSeconds();
    GetObjectRequest get =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .responseCacheControl(caching)
            .responseContentDisposition("inline")
            .build();
    return call(
        "sign a download",
        () ->
            uri(
                clients
                    .presigner()
                    .presignGetObject(
                        presign -> presign.signatureDuration(lifetime).getObjectRequest(get))
                    .url()));
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return call(
        "look at an object",
        () -> {
          try {
            HeadObjectResponse found =
                clients.client().headObject(head -> head.bucket(bucket).key(key));
            return Optional.of(
                new ObjectInfo(
                    key,
                    Optional.ofNullable(found.contentType()).orElse("application/octet-stream"),
                    found.contentLength(),
                    found.lastModified()));
          } catch (AwsServiceException e) {
            return orElseWhenMissing(e, Optional.empty());
          }
        });
  }

  @Override
  public byte[] get(String key, long maxBytes) {
    Optional<byte[]> found =
        call(
            "read an object",
            () -> {
              try (ResponseInputStream<GetObjectResponse> stream =
                  clients.client().getObject(get -> get.bucket(bucket).key(key))) {
                return Optional.of(read(stream, key, maxBytes));
              } catch (AwsServiceException e) {
                return orElseWhenMissing(e, Optional.empty());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return found.orElseThrow(() -> new NoSuchObject(key));
  }

  private static byte[] read(
      ResponseInputStream<GetObjectResponse> stream, String key, long maxBytes) throws IOException {
    Long declared = stream.response().contentLength();
    if (declared != null && declared > maxBytes) {
      stream.abort();
      throw new ObjectTooLarge(key, declared, maxBytes);
    }
    byte[] bytes = stream.readNBytes(Math.toIntExact(Math.min(maxBytes, Integer.MAX_VALUE - 8)));
    if (bytes.length == maxBytes && stream.read() >= 0) {
      stream.abort();
      throw new ObjectTooLarge(key, maxBytes + 1, maxBytes);
    }
    return bytes;
  }

  @Override
  public void put(String key, String contentType, byte[] bytes) {
    PutObjectRequest put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(contentType)
            .contentLength((long) bytes.length)
            .build();
    call("write an object", () -> clients.client().putObject(put, RequestBody.fromBytes(bytes)));
  }

  @Override
  public void delete(String key) {
    call(
        "delete an object",
        () -> {
          try {
            clients.client().deleteObject(delete -> delete.bucket(bucket).key(key));
            return true;
          } catch (AwsServiceException e) {
            return orElseWhenMissing(e, false);
          }
        });
  }

  @Override
  public List<StoredObject> list(String prefix, String after, int most) {
    return call(
        "list objects",
        () ->
            clients
                .client()
                .listObjectsV2(
                    list ->
                        list.bucket(bucket)
                            .prefix(prefix)
                            .startAfter(after.isEmpty() ? null : after)
                            .maxKeys(most))
                .contents()
                .stream()
                .map(object -> new StoredObject(object.key(), object.lastModified()))
                .toList());
  }

  @Override
  public StorageState state() {
    try {
      clients
          .client()
          .headBucket(
              head ->
                  head.bucket(bucket).overrideConfiguration(limits -> limits.apiCallTimeout(LOOK)));
      return StorageState.READY;
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return StorageState.BUCKET_MISSING;
      }
      return e.statusCode() >= 500 ? StorageState.AWAY : StorageState.REFUSED;
    } catch (SdkException e) {
      restoreInterrupt(e);
      return StorageState.AWAY;
    }
  }

  private static <T> T orElseWhenMissing(AwsServiceException failure, T answer) {
    if (failure.statusCode() != 404 || failure instanceof NoSuchBucketException) {
      throw failure;
    }
    return answer;
  }

  private static <T> T call(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (SdkException | UncheckedIOException e) {
      restoreInterrupt(e);
      LOG.log(System.Logger.Level.WARNING, "The storage did not let us {0}: {1}", what, e);
      throw new StorageUnavailable(e);
    }
  }

  /** The SDK answers an interrupt with an exception of its own and clears the flag. */
  private static void restoreInterrupt(RuntimeException failure) {
    if (failure instanceof AbortedException) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI uri(java.net.URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The SDK signed something that is no address", e);
    }
  }
}
