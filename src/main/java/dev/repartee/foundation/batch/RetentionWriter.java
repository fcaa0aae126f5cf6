package dev.repartee.foundation.batch;

import dev.repartee.foundation.data.Retention;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Removes what is not to be kept. */
@Named("retentionWriter")
@Dependent
public class RetentionWriter extends AbstractItemWriter {

  private final List<Retention> retentions;

  @Inject
  RetentionWriter(Instance<Retention> retentions) {
    this(retentions.stream().toList());
  }

  RetentionWriter(List<Retention> retentions) {
    this.retentions = retentions;
  }

  @Override
  public void writeItems(List<Object> items) {
    for (Retention retention : retentions) {
      List<String> keys =
          items.stream()
              .map(RetentionReader.Due.class::cast)
              .filter(due -> due.retention().equals(retention.name()))
              .map(RetentionReader.Due::key)
              .toList();
      if (!keys.isEmpty()) {
        retention.remove(keys);
      }
    }
  }
}
