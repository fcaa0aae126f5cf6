package dev.repartee.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server in this process, on the loopback address, that checks signatures for real and keeps
 * objects as files. Pages of any port of this machine may upload to it and download from it (CORS).
 */
public final class S3Server implements LocalService {
  private static final String NAME = "s3";
  private static final String BUCKET = "repartee";
  private static final String REGION = "us-east-1";

  /** Held here because the logging system forgets the level of loggers nobody holds. */
  private static final Logger LOGGER = Logger.getLogger("org.gaul");

  private final LocalHome home;
  private final Progress progress;
  private final Path folder;
  private int port;
  private @Nullable S3Proxy server;

  S3Server(LocalHome home, Progress progress) {
    this.home = home;
    this.progress = progress;
    this.folder = home.folder(NAME);
  }

  /** Starts it with its bucket there. */
  void prepareAndStart() {
    progress.say("S3: starting");
    LOGGER.setLevel(Level.WARNING);
    try {
      Files.createDirectories(folder.resolve(BUCKET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    home.startOnFreePort(NAME, this, wish -> port = wish);
    progress.say("S3: ready on port " + port);
  }

  @Override
  public void start() {
    if (server != null) {
      return;
    }
    S3Proxy fresh = server();
    try {
      fresh.start();
    } catch (Exception e) { // the library declares nothing narrower
      throw new LocalServiceException("S3 does not start on port " + port + ": " + e, e);
    }
    server = fresh;
  }

  private S3Proxy server() {
    FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(folder.toString());
    return S3Proxy.builder()
        .blobStore(store)
        .endpoint(endpoint())
        .awsAuthentication(AuthenticationType.AWS_V4, accessKeyId(), secretAccessKey())
        .corsRules(
            new CrossOriginResourceSharing(
                List.of("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?"),
                List.of("GET", "HEAD", "PUT"),
                List.of("*"),
                List.of("ETag"),
                ""))
        .build();
  }

  @Override
  public void stop() {
    S3Proxy running = server;
    if (running == null) {
      return;
    }
    server = null;
    try {
      running.stop();
    } catch (Exception e) { // the library declares nothing narrower
      throw new LocalServiceException("S3 does not stop: " + e, e);
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  @Override
  public int port() {
    return port;
  }

  /** Its address; an IP, which makes every S3 client put the bucket into the path. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The region its signatures are made for. */
  public String region() {
    return REGION;
  }

  /** A bucket that exists. */
  public String bucket() {
    return BUCKET;
  }

  /** Puts a small object into a bucket as if it had been there since. */
  public void place(String inBucket, String key, Instant since) {
    Path file = folder.resolve(inBucket).resolve(key);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, key);
      Files.setLastModifiedTime(file, FileTime.from(since));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many objects a bucket has. */
  public long count(String inBucket) {
    try (Stream<Path> files = Files.walk(folder.resolve(inBucket))) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one access key it knows. */
  public String accessKeyId() {
    return home.secret("s3.access-key-id");
  }

  /** The secret of {@link #accessKeyId}. */
  public String secretAccessKey() {
    return home.secret("s3.secret-access-key");
  }
}
