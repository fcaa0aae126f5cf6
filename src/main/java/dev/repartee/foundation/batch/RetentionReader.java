package dev.repartee.foundation.batch;

import dev.repartee.foundation.data.Retention;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is not to be kept any longer, one kind after the other. */
@Named("retentionReader")
@Dependent
public class RetentionReader extends AbstractItemReader {

  private static final int PAGE = 500;

  /** What is to go, and the place of it in the walk. */
  record Due(String retention, String key) implements Serializable {}

  private final Deque<Retention> left = new ArrayDeque<>();
  private final Deque<String> page = new ArrayDeque<>();
  private @Nullable Due last;

  @Inject
  RetentionReader(Instance<Retention> retentions) {
    this(retentions.stream().toList());
  }

  RetentionReader(List<Retention> retentions) {
    retentions.stream().sorted(Comparator.comparing(Retention::name)).forEach(left::add);
  }

  @Override
  public void open(@Nullable Serializable checkpoint) {
    if (checkpoint instanceof Due due) {
      last = due;
      left.removeIf(retention -> retention.name().compareTo(due.retention()) < 0);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // the end of the items is null, by the specification
  public @Nullable Object readItem() {
    while (!left.isEmpty()) {
      Retention current = left.getFirst();
      if (page.isEmpty()) {
        page.addAll(current.due(place(current), PAGE));
      }
      if (!page.isEmpty()) {
        last = new Due(current.name(), page.removeFirst());
        return last;
      }
      left.removeFirst();
    }
    return null;
  }

  private String place(Retention current) {
    Due place = last;
    return place != null && place.retention().equals(current.name()) ? place.key() : "";
  }

  @Override
  @SuppressWarnings("NullAway") // nothing was read: no checkpoint, by the specification
  public @Nullable Serializable checkpointInfo() {
    return last;
  }
}
