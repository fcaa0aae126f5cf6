package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;

/** The server's own transactions and request scope. */
@ApplicationScoped
class CdiContainer implements Container {

  @Override
  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Throwable.class)
  public void inTransaction(Runnable work) {
    work.run();
  }

  @Override
  @Transactional(rollbackOn = Throwable.class)
  public void joiningTransaction(Runnable work) {
    work.run();
  }

  @Override
  @ActivateRequestContext
  public void inRequest(Work work) throws Exception {
    work.run();
  }
}
