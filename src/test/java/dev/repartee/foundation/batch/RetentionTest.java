package dev.repartee.foundation.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.repartee.foundation.data.Retention;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {

  /** Keeps its keys in memory. */
  private static final class Shelf implements Retention {
    private final String name;
    private final TreeSet<String> keys = new TreeSet<>();

    Shelf(String name, int count) {
      this.name = name;
      IntStream.range(0, count).forEach(i -> keys.add("%s %05d".formatted(name, i)));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<String> due(String after, int most) {
      return keys.tailSet(after, false).stream().limit(most).toList();
    }

    @Override
    public void remove(List<String> due) {
      due.forEach(keys::remove);
    }
  }

  private final Shelf jobs = new Shelf("jobs", 1_234);
  private final Shelf none = new Shelf("none", 0);
  private final Shelf tokens = new Shelf("tokens", 700);
  private final List<Retention> all = List.of(tokens, none, jobs);

  /** Reads and removes up to {@code most}, in one chunk; answers what was read. */
  private static List<Object> chunk(RetentionReader reader, RetentionWriter writer, int most) {
    List<Object> items = new ArrayList<>();
    for (Object item = reader.readItem(); item != null; item = reader.readItem()) {
      items.add(item);
      if (items.size() == most) {
        break;
      }
    }
    writer.writeItems(items);
    return items;
  }

  @Test
  void everyKindIsWalkedToItsEnd() {
    RetentionReader reader = new RetentionReader(all);
    RetentionWriter writer = new RetentionWriter(all);
    reader.open(null);
    int removed = 0;
    for (List<Object> items = chunk(reader, writer, 100);
        !items.isEmpty();
        items = chunk(reader, writer, 100)) {
      removed += items.size();
    }
    assertEquals(1_934, removed);
    assertEquals(0, jobs.keys.size() + tokens.keys.size());
    assertNull(reader.readItem());
  }

  @Test
  void aWalkThatWasCutOffGoesOnAfterItsCheckpoint() {
    RetentionReader first = new RetentionReader(all);
    first.open(null);
    List<Object> before = chunk(first, new RetentionWriter(all), 1_300);
    Serializable checkpoint = first.checkpointInfo();

    RetentionReader second = new RetentionReader(all);
    second.open(checkpoint);
    List<Object> after = chunk(second, new RetentionWriter(List.of()), 10_000);

    assertEquals(1_934, before.size() + after.size());
    assertEquals(new RetentionReader.Due("tokens", "tokens 00066"), after.get(0));
  }

  @Test
  void nothingReadIsNoCheckpoint() {
    assertNull(new RetentionReader(List.of(none)).checkpointInfo());
  }
}
