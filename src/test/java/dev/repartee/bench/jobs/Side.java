package dev.repartee.bench.jobs;

import java.io.IOException;

/** One of the two that are compared. */
interface Side extends AutoCloseable {

  /** Does one operation so many times; the numbers it answers. */
  double[] run(String operation, int count) throws IOException, InterruptedException;

  /** Makes a state from which {@code process} can begin: jobs wait, and nobody takes them. */
  void prepare() throws IOException, InterruptedException;

  /** Ends it at once, as a power cut would. */
  void kill() throws InterruptedException;

  @Override
  void close();
}
