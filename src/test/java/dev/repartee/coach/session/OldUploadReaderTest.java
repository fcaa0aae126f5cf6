package dev.repartee.coach.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.storage.ObjectInfo;
import dev.repartee.foundation.storage.ObjectStore;
import dev.repartee.foundation.storage.PresignedUpload;
import dev.repartee.foundation.storage.StorageState;
import dev.repartee.foundation.storage.StoredObject;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OldUploadReaderTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final Instant OLD = NOW.minus(Duration.ofHours(25));

  /** Can only list. */
  private static final class Listing implements ObjectStore {
    private final TreeMap<String, Instant> objects = new TreeMap<>();

    @Override
    public List<StoredObject> list(String prefix, String after, int most) {
      return objects.tailMap(after, false).entrySet().stream()
          .filter(object -> object.getKey().startsWith(prefix))
          .limit(most)
          .map((Map.Entry<String, Instant> o) -> new StoredObject(o.getKey(), o.getValue()))
          .toList();
    }

    @Override
    public PresignedUpload presignPut(String key, String contentType, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public URI presignGet(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] get(String key, long maxBytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void put(String key, String contentType, byte[] bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StorageState state() {
      throw new UnsupportedOperationException();
    }
  }

  private final Listing store = new Listing();

  private OldUploadReader reader(Serializable checkpoint) {
    OldUploadReader reader = new OldUploadReader(store, () -> NOW);
    reader.open(checkpoint);
    return reader;
  }

  private static List<Object> read(OldUploadReader reader, int most) {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Object key = reader.readItem();
      if (key == null) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }

  @Test
  void onlyUploadsOfMoreThanADayAgoAreRead() {
    store.objects.put("other/a", OLD);
    store.objects.put("screenshots/a", OLD);
    store.objects.put("screenshots/b", NOW.minus(OldUploadReader.AGE));
    store.objects.put("screenshots/c", OLD);
    store.objects.put("zoo/a", OLD);
    assertEquals(List.of("screenshots/a", "screenshots/c"), read(reader(null), 10));
  }

  @Test
  void everyPageIsReadAndAWalkThatWasCutOffGoesOnAfterItsCheckpoint() {
    for (int i = 0; i < 1_234; i++) {
      store.objects.put("screenshots/%04d".formatted(i), OLD);
    }
    OldUploadReader first = reader(null);
    List<Object> keys = read(first, 700);
    keys.addAll(read(reader(first.checkpointInfo()), 10_000));
    assertEquals(List.copyOf(store.objects.keySet()), keys);
  }
}
