package dev.repartee.foundation.storage;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;

/**
 * Makes the bucket and the rules that let our pages upload to it, where they are missing and we are
 * allowed to. It runs beside the start and never stops it: a storage that is away is tried again, a
 * storage that refuses is logged, and readiness tells both.
 */
@ApplicationScoped
class BucketPreparation {

  private static final int RETRY_SECONDS = 15;
  private static final System.Logger LOG = System.getLogger(BucketPreparation.class.getName());

  private final S3Clients clients;
  private final StorageConfig config;
  private final ServerConfig server;
  private final ObjectStore store;
  private final ManagedScheduledExecutorService executor;

  @Inject
  BucketPreparation(
      S3Clients clients,
      StorageConfig config,
      ServerConfig server,
      ObjectStore store,
      ManagedScheduledExecutorService executor) {
    this.clients = clients;
    this.config = config;
    this.server = server;
    this.store = store;
    this.executor = executor;
  }

  void atStart(@Observes @Priority(StartOrder.CONNECTIONS) Startup event) {
    if (config.prepareBucket()) {
      executor.execute(this::prepareOrRetry);
    }
  }

  private void prepareOrRetry() {
    if (!prepare()) {
      var unused = executor.schedule(this::prepareOrRetry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Does what is missing; false when it is worth another try. */
  boolean prepare() {
    StorageState state = store.state();
    if (state == StorageState.BUCKET_MISSING) {
      state = createBucket();
    }
    if (state == StorageState.READY) {
      allowOurPages();
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "The bucket {0} can not be used: {1}",
          config.bucket(),
          state);
    }
    return state != StorageState.AWAY;
  }

  private StorageState createBucket() {
    try {
      clients.client().createBucket(create -> create.bucket(config.bucket()));
      LOG.log(System.Logger.Level.INFO, "Created the bucket {0}", config.bucket());
    } catch (SdkException e) {
      // Another instance may have been faster; what counts is whether it is there now.
      LOG.log(System.Logger.Level.INFO, "Did not create the bucket: {0}", e.getMessage());
    }
    return store.state();
  }

  private void allowOurPages() {
    S3Client client = clients.client();
    try {
      if (hasRules(client)) {
        return;
      }
      CORSRule rule =
          CORSRule.builder()
              .allowedOrigins(origins(server))
              .allowedMethods("GET", "HEAD", "PUT")
              .allowedHeaders("*")
              .exposeHeaders("ETag")
              .maxAgeSeconds(3600)
              .build();
      client.putBucketCors(
          put -> put.bucket(config.bucket()).corsConfiguration(cors -> cors.corsRules(rule)));
      LOG.log(System.Logger.Level.INFO, "Set the CORS rules of the bucket {0}", config.bucket());
    } catch (SdkException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "Did not set CORS rules of the bucket; if browsers can not upload, set them by hand: {0}",
          e.getMessage());
    }
  }

  private boolean hasRules(S3Client client) {
    try {
      return client.getBucketCors(get -> get.bucket(config.bucket())).hasCorsRules();
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  /** The pages that upload: our own, and those that are allowed to call us. */
  static List<String> origins(ServerConfig server) {
    URI own = server.apiBaseUrl();
    String authority = own.getPort() < 0 ? own.getHost() : own.getHost() + ":" + own.getPort();
    Set<String> origins = new LinkedHashSet<>();
    origins.add(own.getScheme() + "://" + authority);
    origins.addAll(server.corsOrigins());
    if (!server.isProduction()) {
      origins.add("http://localhost:" + server.port());
      origins.add("http://127.0.0.1:" + server.port());
    }
    return new ArrayList<>(origins);
  }
}
