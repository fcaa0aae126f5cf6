package dev.repartee.foundation.data;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.Callable;

/** A transaction for what has none. */
@ApplicationScoped
class OwnTransaction {

  @Transactional
  <T> T call(Callable<T> work) throws Exception {
    return work.call();
  }
}
