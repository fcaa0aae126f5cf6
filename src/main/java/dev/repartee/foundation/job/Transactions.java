package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Runs work in a transaction of its own. */
@ApplicationScoped
class Transactions {

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void run(Runnable work) {
    work.run();
  }
}
