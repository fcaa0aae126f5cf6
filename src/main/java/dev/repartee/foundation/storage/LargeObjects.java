package dev.repartee.foundation.storage;

import dev.repartee.foundation.config.Settings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of any size in a bucket of the configured storage, written and read piece by piece. It
 * keeps one piece in memory, however large the object is. Works without a server around it.
 */
public final class LargeObjects implements AutoCloseable {

  /** How long one piece may take, with its retry. */
  private static final Duration PIECE = Duration.ofMinutes(2);

  private final S3Clients clients;
  private final String bucket;

  /**
   * Opens the storage.
   *
   * @param bucket which bucket; that of the configuration when empty
   */
  public LargeObjects(StorageConfig config, Optional<String> bucket) {
    this.clients = new S3Clients(config, PIECE);
    this.bucket = bucket.orElse(config.bucket());
  }

  /** As the variables say. */
  public static LargeObjects of(Settings settings, Optional<String> bucket) {
    return new LargeObjects(new StorageConfig(settings), bucket);
  }

  /** Begins an object. It is not there before {@link ObjectUpload#complete()}. */
  public ObjectUpload write(String key) {
    return new ObjectUpload(clients.client(), bucket, key);
  }

  /**
   * Reads an object from its beginning.
   *
   * @throws NoSuchObject when there is none
   * @throws StorageUnavailable when the storage is away or refuses
   */
  public InputStream read(String key) {
    HeadObjectResponse found = head(key).orElseThrow(() -> new NoSuchObject(key));
    return new ObjectDownload(clients.client(), bucket, key, found.contentLength(), found.eTag());
  }

  private Optional<HeadObjectResponse> head(String key) {
    try {
      return Optional.of(client().headObject(head -> head.bucket(bucket).key(key)));
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw new StorageUnavailable(e);
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** A small object as text. */
  public void writeText(String key, String text) {
    try {
      client()
          .putObject(
              put -> put.bucket(bucket).key(key).contentType("application/json"),
              RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** The keys of all objects that begin with a prefix, in their order. */
  public List<String> keys(String prefix) {
    try {
      List<String> keys = new ArrayList<>();
      client().listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).stream()
          .forEach(page -> page.contents().stream().map(S3Object::key).forEach(keys::add));
      return keys;
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  /** Removes an object; that there is none is fine. */
  public void delete(String key) {
    try {
      client().deleteObject(delete -> delete.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw new StorageUnavailable(e);
    }
  }

  private S3Client client() {
    return clients.client();
  }

  @Override
  public void close() {
    clients.close();
  }
}
