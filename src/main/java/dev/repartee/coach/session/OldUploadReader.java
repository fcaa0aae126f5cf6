package dev.repartee.coach.session;

import dev.repartee.foundation.storage.ObjectStore;
import dev.repartee.foundation.storage.StoredObject;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The keys of uploaded pictures that are older than a day, page by page from storage. */
@Named("oldUploadReader")
@Dependent
public class OldUploadReader extends AbstractItemReader {

  /** How long a person has from the upload to the session. */
  static final Duration AGE = Duration.ofDays(1);

  private static final int PAGE = 500;

  private final ObjectStore store;
  private final InstantSource clock;
  private final Deque<StoredObject> page = new ArrayDeque<>();
  private String last = "";
  private boolean over;

  @Inject
  OldUploadReader(ObjectStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void open(@Nullable Serializable checkpoint) {
    if (checkpoint instanceof String key) {
      last = key;
    }
  }

  @Override
  @SuppressWarnings("NullAway") // the end of the items is null, by the specification
  public @Nullable Object readItem() {
    Instant before = clock.instant().minus(AGE);
    while (true) {
      if (page.isEmpty() && !over) {
        page.addAll(store.list(Upload.PREFIX, last, PAGE));
        over = page.isEmpty();
      }
      StoredObject next = page.poll();
      if (next == null) {
        return null;
      }
      last = next.key();
      if (next.lastModified().isBefore(before)) {
        return last;
      }
    }
  }

  /** The last key that was looked at. */
  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
