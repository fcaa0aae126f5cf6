package dev.repartee.foundation.storage;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which bucket of which storage, and how to be let in. The names that Cloudflare R2 and the AWS
 * tools use are taken where ours are not set.
 */
@ApplicationScoped
public class StorageConfig implements ConfigSection {

  /** What proves who we are to the storage. */
  record Keys(String accessKeyId, Secret secretAccessKey) {}

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Optional<URI> endpoint;
  private final Optional<URI> publicEndpoint;
  private final String region;
  private final String bucket;
  private final Optional<Keys> keys;
  private final boolean pathStyle;
  private final boolean prepareBucket;
  private final Duration timeout;

  @Inject
  public StorageConfig(Settings settings) {
    endpoint =
        first(
            settings::uri, "S3_ENDPOINT", "R2_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
    publicEndpoint = settings.uri("S3_PUBLIC_ENDPOINT").or(() -> endpoint);
    region =
        first(settings::text, "S3_REGION", "R2_REGION", "AWS_REGION", "AWS_DEFAULT_REGION")
            .orElse(isOn(endpoint, "r2.cloudflarestorage.com") ? "auto" : "us-east-1");
    bucket = first(settings::text, "S3_BUCKET", "R2_BUCKET", "AWS_S3_BUCKET").orElse("repartee");
    keys = keys(settings, endpoint);
    pathStyle =
        settings.flag("S3_PATH_STYLE", endpoint.isPresent() && !isOn(endpoint, "amazonaws.com"));
    prepareBucket = settings.flag("S3_PREPARE_BUCKET", true);
    timeout =
        settings.duration("S3_TIMEOUT", Duration.ofSeconds(10), Duration.ofMillis(100), LONGEST);
  }

  /** The first of several names that is set. All are asked for, so that all are documented. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> Optional<T> first(Function<String, Optional<T>> reader, String... names) {
    return Stream.of(names).map(reader).toList().stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<Keys> keys(Settings settings, Optional<URI> endpoint) {
    Optional<String> id =
        first(settings::text, "S3_ACCESS_KEY_ID", "R2_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID");
    Optional<Secret> secret =
        first(
            settings::secret,
            "S3_SECRET_ACCESS_KEY",
            "R2_SECRET_ACCESS_KEY",
            "AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() != secret.isPresent()) {
      String missing = id.isPresent() ? "S3_SECRET_ACCESS_KEY" : "S3_ACCESS_KEY_ID";
      settings.problem(missing, "is missing while the other half of the pair is set");
    } else if (id.isEmpty() && endpoint.isPresent() && !isOn(endpoint, "amazonaws.com")) {
      settings.problem("S3_ACCESS_KEY_ID", "is needed with S3_ENDPOINT, and its secret too");
    }
    return id.flatMap(name -> secret.map(value -> new Keys(name, value)));
  }

  private static boolean isOn(Optional<URI> endpoint, String domain) {
    return endpoint
        .map(URI::getHost)
        .map(host -> host.toLowerCase(Locale.ROOT))
        .filter(host -> host.equals(domain) || host.endsWith("." + domain))
        .isPresent();
  }

  /** Where the storage is; empty means Amazon's own, found by the region. */
  public Optional<URI> endpoint() {
    return endpoint;
  }

  /** Where clients outside reach the storage, if that is another address than ours. */
  public Optional<URI> publicEndpoint() {
    return publicEndpoint;
  }

  public String region() {
    return region;
  }

  public String bucket() {
    return bucket;
  }

  /** Empty means that the surroundings let us in, such as a role of the machine on AWS. */
  Optional<Keys> keys() {
    return keys;
  }

  /** Whether the bucket goes into the path instead of the host name. */
  public boolean pathStyle() {
    return pathStyle;
  }

  /** Whether to make the bucket and its CORS rules at start when they are missing. */
  public boolean prepareBucket() {
    return prepareBucket;
  }

  /** How long one call may take, with its retry. */
  public Duration timeout() {
    return timeout;
  }
}
