package dev.repartee.foundation.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.local.LocalServices;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StorageIT {

  private static final byte[] BYTES = "not really a picture".getBytes(UTF_8);
  private static final String TYPE = "image/png";

  private static S3Clients clients;
  private static S3ObjectStore store;
  private static HttpClient http;

  private final String key = "screenshots/" + UUID.randomUUID() + ".png";

  @BeforeAll
  static void open() {
    StorageConfig config = config(Map.of());
    clients = new S3Clients(config);
    store = new S3ObjectStore(clients, config);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() {
    clients.close();
  }

  private static StorageConfig config(Map<String, String> changes) {
    Map<String, String> values = new HashMap<>(LocalServices.forTests().environment());
    values.putAll(changes);
    return new StorageConfig(Settings.of(values));
  }

  private static HttpResponse<byte[]> put(URI address, String type, byte[] bytes) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(URI address) throws Exception {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  @Test
  void objectsAreListedInPagesByTheirPrefix() {
    String prefix = "listed-" + UUID.randomUUID() + "/";
    List<String> keys = Stream.of("a", "b", "c").map(name -> prefix + name).toList();
    keys.forEach(each -> store.put(each, TYPE, BYTES));

    List<StoredObject> first = store.list(prefix, "", 2);
    assertEquals(keys.subList(0, 2), first.stream().map(StoredObject::key).toList());
    assertTrue(first.get(0).lastModified().isAfter(Instant.now().minus(Duration.ofMinutes(5))));
    List<StoredObject> second = store.list(prefix, keys.get(1), 2);
    assertEquals(keys.subList(2, 3), second.stream().map(StoredObject::key).toList());
    assertEquals(List.of(), store.list(prefix, keys.get(2), 2));
  }

  @Test
  void whatAClientUploadsWithTheSignedAddressCanBeReadAndDownloaded() throws Exception {
    PresignedUpload upload = store.presignPut(key, TYPE, BYTES.length);

    assertEquals(Map.of("Content-Type", TYPE), upload.headers());
    assertEquals(200, put(upload.url(), TYPE, BYTES).statusCode());

    ObjectInfo info = store.head(key).orElseThrow();
    assertEquals(BYTES.length, info.length());
    assertEquals(TYPE, info.contentType());
    assertArrayEquals(BYTES, store.get(key, BYTES.length));

    HttpResponse<byte[]> download = get(store.presignGet(key));
    assertEquals(200, download.statusCode());
    assertArrayEquals(BYTES, download.body());
    assertEquals(Optional.of(TYPE), download.headers().firstValue("Content-Type"));
    assertEquals(
        Optional.of("private, max-age=900"), download.headers().firstValue("Cache-Control"));
  }

  @Test
  void anUploadAddressHoldsForAQuarterOfAnHour() {
    Instant before = Instant.now();
    Instant expiresAt = store.presignPut(key, TYPE, 1).expiresAt();

    Duration lifetime = Duration.between(before, expiresAt);
    assertTrue(lifetime.compareTo(Duration.ofMinutes(14)) > 0, lifetime::toString);
    assertTrue(lifetime.compareTo(Duration.ofMinutes(16)) < 0, lifetime::toString);
  }

  @Test
  void anUploadOfAnotherTypeIsRefused() throws Exception {
    PresignedUpload upload = store.presignPut(key, TYPE, BYTES.length);

    assertEquals(403, put(upload.url(), "text/html", BYTES).statusCode());
    assertEquals(Optional.empty(), store.head(key));
  }

  @Test
  void anUploadOfAnotherLengthIsRefused() throws Exception {
    PresignedUpload longer = store.presignPut(key, TYPE, BYTES.length + 1);
    PresignedUpload shorter = store.presignPut(key, TYPE, BYTES.length - 1);

    assertEquals(403, put(longer.url(), TYPE, BYTES).statusCode());
    assertEquals(403, put(shorter.url(), TYPE, BYTES).statusCode());
    assertEquals(Optional.empty(), store.head(key));
  }

  @Test
  void aTamperedAddressIsRefused() throws Exception {
    String address = store.presignPut(key, TYPE, BYTES.length).url().toString();
    URI otherKey = URI.create(address.replace(".png", ".txt"));
    URI longerLife = URI.create(address.replace("X-Amz-Expires=900", "X-Amz-Expires=604800"));

    assertEquals(403, put(otherKey, TYPE, BYTES).statusCode());
    assertEquals(403, put(longerLife, TYPE, BYTES).statusCode());
    assertEquals(Optional.empty(), store.head(key));
  }

  @Test
  void anExpiredAddressIsRefused() throws Exception {
    String bucket = config(Map.of()).bucket();
    S3ObjectStore hasty = new S3ObjectStore(clients, bucket, Duration.ofSeconds(1));
    store.put(key, TYPE, BYTES);
    URI download = hasty.presignGet(key);

    Instant patience = Instant.now().plusSeconds(10);
    int status = 200;
    while (status == 200 && Instant.now().isBefore(patience)) {
      status = get(download).statusCode();
    }
    assertEquals(403, status);
    String upload = hasty.presignPut(key, TYPE, 1).url().toString();
    assertTrue(upload.contains("X-Amz-Expires=1&"), "only the storage's clock decides");
  }

  @Test
  void nobodyDownloadsWithoutASignature() throws Exception {
    store.put(key, TYPE, BYTES);
    String address = store.presignGet(key).toString();

    assertEquals(403, get(URI.create(address.substring(0, address.indexOf('?')))).statusCode());
  }

  @Test
  void writesReadsAndDeletes() {
    store.put(key, TYPE, BYTES);
    assertArrayEquals(BYTES, store.get(key, 1_000));

    store.delete(key);
    assertEquals(Optional.empty(), store.head(key));
    assertThrows(NoSuchObject.class, () -> store.get(key, 1_000));
  }

  @Test
  void deletingWhatIsNotThereIsFine() {
    store.delete(key);
    store.delete(key);
    assertEquals(Optional.empty(), store.head(key));
  }

  @Test
  void readsNoMoreThanTheReaderTakes() {
    store.put(key, TYPE, BYTES);

    assertThrows(ObjectTooLarge.class, () -> store.get(key, BYTES.length - 1));
    assertArrayEquals(BYTES, store.get(key, BYTES.length));
  }

  @Test
  void takesAnEmptyObject() {
    store.put(key, TYPE, new byte[0]);

    assertEquals(0, store.head(key).orElseThrow().length());
    assertArrayEquals(new byte[0], store.get(key, 10));
  }

  @Test
  void keysWithSpacesAndUmlautsAreSignedRight() throws Exception {
    String odd = "exports/Größe und+mehr " + UUID.randomUUID() + ".zip";
    PresignedUpload upload = store.presignPut(odd, "application/zip", BYTES.length);

    assertEquals(200, put(upload.url(), "application/zip", BYTES).statusCode());
    assertArrayEquals(BYTES, store.get(odd, 100));
    assertEquals(200, get(store.presignGet(odd)).statusCode());
  }

  @Test
  void signsForTheAddressThatClientsReach() {
    StorageConfig config = config(Map.of("S3_PUBLIC_ENDPOINT", "https://files.example.org"));
    S3Clients outside = new S3Clients(config);

    URI upload = new S3ObjectStore(outside, config).presignPut(key, TYPE, 1).url();
    assertEquals("files.example.org", upload.getHost());
    outside.close();
  }

  @Test
  void aStorageThatIsAwayIsUnavailableButStillSigns() throws Exception {
    int deadPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      deadPort = socket.getLocalPort();
    }
    StorageConfig config =
        config(Map.of("S3_ENDPOINT", "http://127.0.0.1:" + deadPort, "S3_TIMEOUT", "2s"));
    S3Clients away = new S3Clients(config);
    S3ObjectStore awayStore = new S3ObjectStore(away, config);

    assertThrows(StorageUnavailable.class, () -> awayStore.head(key));
    assertThrows(StorageUnavailable.class, () -> awayStore.get(key, 10));
    assertThrows(StorageUnavailable.class, () -> awayStore.put(key, TYPE, BYTES));
    assertThrows(StorageUnavailable.class, () -> awayStore.delete(key));
    assertEquals(StorageState.AWAY, awayStore.state());
    assertEquals(deadPort, awayStore.presignPut(key, TYPE, 1).url().getPort());
    away.close();
  }

  @Test
  void aStorageThatHangsIsUnavailable() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      StorageConfig config =
          config(
              Map.of(
                  "S3_ENDPOINT",
                  "http://127.0.0.1:" + silent.getLocalPort(),
                  "S3_TIMEOUT",
                  "500ms"));
      S3Clients hanging = new S3Clients(config);
      S3ObjectStore hangingStore = new S3ObjectStore(hanging, config);

      assertThrows(StorageUnavailable.class, () -> hangingStore.head(key));
      assertEquals(StorageState.AWAY, hangingStore.state());
      hanging.close();
    }
  }

  @Test
  void tellsTheStateOfTheBucket() {
    assertEquals(StorageState.READY, store.state());

    StorageConfig elsewhere = config(Map.of("S3_BUCKET", "missing-" + UUID.randomUUID()));
    assertEquals(StorageState.BUCKET_MISSING, new S3ObjectStore(clients, elsewhere).state());

    StorageConfig stranger = config(Map.of("S3_SECRET_ACCESS_KEY", "wrong"));
    S3Clients strangers = new S3Clients(stranger);
    S3ObjectStore strangersStore = new S3ObjectStore(strangers, stranger);
    assertEquals(StorageState.REFUSED, strangersStore.state());
    assertThrows(StorageUnavailable.class, () -> strangersStore.head(key));
    strangers.close();
  }

  @Test
  void aMissingBucketIsUnavailableAndNotAMissingObject() {
    StorageConfig elsewhere = config(Map.of("S3_BUCKET", "missing-" + UUID.randomUUID()));
    S3ObjectStore nowhere = new S3ObjectStore(clients, elsewhere);

    assertThrows(StorageUnavailable.class, () -> nowhere.get(key, 10));
    assertThrows(StorageUnavailable.class, () -> nowhere.put(key, TYPE, BYTES));
  }
}
