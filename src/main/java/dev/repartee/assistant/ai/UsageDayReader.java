package dev.repartee.assistant.ai;

import dev.repartee.foundation.batch.BatchProgress;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The days that are to be summed up, the last one included. */
@Named("usageDayReader")
@Dependent
public class UsageDayReader extends AbstractItemReader {

  private final UsageDays days;
  private final BatchProgress progress;
  private final JobContext context;
  private final LocalDate until;
  private LocalDate first = LocalDate.MAX;
  private LocalDate next = LocalDate.MAX;

  @Inject
  UsageDayReader(
      UsageDays days,
      BatchProgress progress,
      JobContext context,
      @BatchProperty(name = "until") String until) {
    this.days = days;
    this.progress = progress;
    this.context = context;
    this.until = LocalDate.parse(until);
  }

  @Override
  public void open(@Nullable Serializable checkpoint) {
    first = checkpoint instanceof LocalDate day ? day : days.first().orElse(LocalDate.MAX);
    next = first;
  }

  @Override
  @SuppressWarnings("NullAway") // the end of the items is null, by the specification
  public @Nullable Object readItem() {
    if (next.isAfter(until)) {
      return null;
    }
    progress.report(
        context.getExecutionId(),
        ChronoUnit.DAYS.between(first, next),
        ChronoUnit.DAYS.between(first, until) + 1);
    LocalDate day = next;
    next = day.plusDays(1);
    return day;
  }

  /** The next day. */
  @Override
  public Serializable checkpointInfo() {
    return next;
  }
}
