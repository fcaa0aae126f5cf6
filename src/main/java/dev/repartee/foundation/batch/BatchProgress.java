package dev.repartee.foundation.batch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far the executions on this instance have come. */
@ApplicationScoped
public class BatchProgress {

  private static final int ALL = 100;

  private final Map<Long, Integer> percents = new ConcurrentHashMap<>();

  /** Notes how much of the work of an execution is done. */
  public void report(long execution, long done, long total) {
    if (total > 0) {
      percents.put(execution, (int) Math.max(0, Math.min(ALL, done * ALL / total)));
    }
  }

  int of(long execution) {
    return percents.getOrDefault(execution, 0);
  }

  void forget(long execution) {
    percents.remove(execution);
  }
}
