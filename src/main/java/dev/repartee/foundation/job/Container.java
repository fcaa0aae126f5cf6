package dev.repartee.foundation.job;

/** What running a job needs of the container around it. */
interface Container {

  /** Runs work in a transaction of its own; whatever it throws rolls it back. */
  void inTransaction(Runnable work);

  /** Runs work in the transaction at hand, or in one of its own if there is none. */
  void joiningTransaction(Runnable work);

  /** Runs work within a CDI request of its own, on this thread. */
  void inRequest(Work work) throws Exception;

  /** Work that may fail in any way. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }
}
