package dev.repartee.foundation.storage;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The SDK's clients, made on first use and without touching the network, so that a storage that is
 * away does not keep the server from starting.
 */
@ApplicationScoped
class S3Clients {

  private static final int ATTEMPTS = 2;

  private final S3Client client;
  private final S3Presigner presigner;

  @Inject
  S3Clients(StorageConfig config) {
    this(config, config.timeout());
  }

  /** As many seconds for one call as its size takes. */
  S3Clients(StorageConfig config, Duration timeout) {
    AwsCredentialsProvider credentials = credentials(config);
    Region region = Region.of(config.region());
    // Checksums only where S3 demands them: R2 and other storages refuse the newer trailers.
    S3Configuration style =
        S3Configuration.builder()
            .pathStyleAccessEnabled(config.pathStyle())
            .chunkedEncodingEnabled(false)
            .build();
    Duration perAttempt = timeout.dividedBy(ATTEMPTS);
    var clientBuilder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(shorter(perAttempt, Duration.ofSeconds(3)))
                    .socketTimeout(perAttempt))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .credentialsProvider(credentials)
            .region(region)
            .serviceConfiguration(style)
            .overrideConfiguration(
                settings ->
                    settings
                        .apiCallTimeout(timeout)
                        .apiCallAttemptTimeout(perAttempt)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
    config.endpoint().ifPresent(clientBuilder::endpointOverride);
    client = clientBuilder.build();

    var presignerBuilder =
        S3Presigner.builder()
            .credentialsProvider(credentials)
            .region(region)
            .serviceConfiguration(style);
    Optional<URI> reachable = config.publicEndpoint();
    reachable.ifPresent(presignerBuilder::endpointOverride);
    presigner = presignerBuilder.build();
  }

  private static AwsCredentialsProvider credentials(StorageConfig config) {
    return config
        .keys()
        .<AwsCredentialsProvider>map(
            keys ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        keys.accessKeyId(), keys.secretAccessKey().reveal())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  S3Client client() {
    return client;
  }

  S3Presigner presigner() {
    return presigner;
  }

  @PreDestroy
  void close() {
    client.close();
    presigner.close();
  }
}
