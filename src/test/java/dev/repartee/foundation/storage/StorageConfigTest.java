package dev.repartee.foundation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageConfigTest {

  @Test
  void withoutAnythingSetItIsAmazonWithTheSurroundingsIdentity() {
    Settings settings = Settings.of(Map.of());
    StorageConfig config = new StorageConfig(settings);

    assertEquals(Optional.empty(), config.endpoint());
    assertEquals(Optional.empty(), config.publicEndpoint());
    assertEquals("us-east-1", config.region());
    assertEquals("repartee", config.bucket());
    assertEquals(Optional.empty(), config.keys());
    assertFalse(config.pathStyle());
    assertTrue(config.prepareBucket());
    assertEquals(Duration.ofSeconds(10), config.timeout());
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void readsEveryVariable() {
    Settings settings =
        Settings.of(
            Map.of(
                "S3_ENDPOINT", "http://127.0.0.1:9000",
                "S3_PUBLIC_ENDPOINT", "https://files.example.org",
                "S3_REGION", "eu-central-1",
                "S3_BUCKET", "pictures",
                "S3_ACCESS_KEY_ID", "id",
                "S3_SECRET_ACCESS_KEY", "secret",
                "S3_PATH_STYLE", "false",
                "S3_PREPARE_BUCKET", "false",
                "S3_TIMEOUT", "3s"));
    StorageConfig config = new StorageConfig(settings);

    assertEquals(Optional.of(URI.create("http://127.0.0.1:9000")), config.endpoint());
    assertEquals(Optional.of(URI.create("https://files.example.org")), config.publicEndpoint());
    assertEquals("eu-central-1", config.region());
    assertEquals("pictures", config.bucket());
    assertEquals("id", config.keys().orElseThrow().accessKeyId());
    assertEquals("secret", config.keys().orElseThrow().secretAccessKey().reveal());
    assertFalse(config.pathStyle());
    assertFalse(config.prepareBucket());
    assertEquals(Duration.ofSeconds(3), config.timeout());
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void takesTheNamesOfCloudflareR2() {
    StorageConfig config =
        new StorageConfig(
            Settings.of(
                Map.of(
                    "R2_ENDPOINT", "https://account.r2.cloudflarestorage.com",
                    "R2_BUCKET", "pictures",
                    "R2_ACCESS_KEY_ID", "id",
                    "R2_SECRET_ACCESS_KEY", "secret")));

    assertEquals("auto", config.region());
    assertEquals("pictures", config.bucket());
    assertTrue(config.pathStyle());
    assertEquals(config.endpoint(), config.publicEndpoint());
    assertEquals("id", config.keys().orElseThrow().accessKeyId());
  }

  @Test
  void takesTheNamesOfTheAwsTools() {
    StorageConfig config =
        new StorageConfig(
            Settings.of(
                Map.of(
                    "AWS_REGION", "eu-west-1",
                    "AWS_S3_BUCKET", "pictures",
                    "AWS_ACCESS_KEY_ID", "id",
                    "AWS_SECRET_ACCESS_KEY", "secret")));

    assertEquals("eu-west-1", config.region());
    assertEquals("pictures", config.bucket());
    assertFalse(config.pathStyle());
    assertEquals("id", config.keys().orElseThrow().accessKeyId());
  }

  @Test
  void ourOwnNamesWinOverTheOthers() {
    StorageConfig config =
        new StorageConfig(Settings.of(Map.of("S3_BUCKET", "ours", "R2_BUCKET", "theirs")));

    assertEquals("ours", config.bucket());
  }

  @Test
  void halfAPairOfKeysIsAProblem() {
    Settings settings = Settings.of(Map.of("S3_ACCESS_KEY_ID", "id"));
    assertTrue(new StorageConfig(settings).keys().isEmpty());

    assertEquals(
        List.of("S3_SECRET_ACCESS_KEY: is missing while the other half of the pair is set"),
        settings.problems());
  }

  @Test
  void anEndpointWithoutKeysIsAProblem() {
    Settings settings = Settings.of(Map.of("S3_ENDPOINT", "http://127.0.0.1:9000"));
    assertTrue(new StorageConfig(settings).keys().isEmpty());

    assertEquals(
        List.of("S3_ACCESS_KEY_ID: is needed with S3_ENDPOINT, and its secret too"),
        settings.problems());
  }

  @Test
  void reportsWhatItCanNotRead() {
    Settings settings =
        Settings.of(
            Map.of("S3_PATH_STYLE", "perhaps", "S3_TIMEOUT", "1ms", "S3_PUBLIC_ENDPOINT", "files"));
    assertEquals(Duration.ofSeconds(10), new StorageConfig(settings).timeout());

    assertEquals(3, settings.problems().size());
  }
}
