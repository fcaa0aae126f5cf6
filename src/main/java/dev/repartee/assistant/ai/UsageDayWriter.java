package dev.repartee.assistant.ai;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.List;

/** Sums up days. */
@Named("usageDayWriter")
@Dependent
public class UsageDayWriter extends AbstractItemWriter {

  private final UsageDays days;

  @Inject
  UsageDayWriter(UsageDays days) {
    this.days = days;
  }

  @Override
  public void writeItems(List<Object> items) {
    items.forEach(day -> days.sumUp((LocalDate) day));
  }
}
