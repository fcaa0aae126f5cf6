package dev.repartee.coach.session;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Removes uploaded pictures that nobody uses. */
@Named("orphanWriter")
@Dependent
public class OrphanWriter extends AbstractItemWriter {

  private final Orphans orphans;

  @Inject
  OrphanWriter(Orphans orphans) {
    this.orphans = orphans;
  }

  @Override
  public void writeItems(List<Object> items) {
    orphans.remove(items.stream().map(String.class::cast).toList());
  }
}
