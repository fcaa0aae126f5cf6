package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hands of this instance by queue. Whoever adds a job here may find one free, and then the job
 * goes to it right after the commit, without a detour.
 */
@ApplicationScoped
class LocalWorkers {

  private final Map<String, Local> byQueue = new ConcurrentHashMap<>();

  /** A job was written for a hand that is kept free. */
  record JobLeased(Lease lease, long leasedAt, Hands hands) {}

  private record Local(Hands hands, Gate gate) {}

  void add(String queue, Hands hands, Gate gate) {
    byQueue.put(queue, new Local(hands, gate));
  }

  /** Keeps a hand free, if one is. */
  Optional<Hands> reserve(String queue) {
    return Optional.ofNullable(byQueue.get(queue))
        .filter(local -> local.gate().isWideOpen())
        .map(Local::hands)
        .filter(Hands::reserve);
  }

  void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobLeased job) {
    job.hands().begin(job.lease(), job.leasedAt());
  }

  void afterRollback(@Observes(during = TransactionPhase.AFTER_FAILURE) JobLeased job) {
    job.hands().release();
  }
}
