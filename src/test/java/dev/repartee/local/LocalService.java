package dev.repartee.local;

/** One service on this machine that can be stopped and started again on the same port. */
public interface LocalService {

  /** Starts it and returns when it answers; does nothing when it runs. */
  void start();

  /** Stops it in good order and returns when it is gone; does nothing when it does not run. */
  void stop();

  /** Whether its process (or its listener) is there. */
  boolean isRunning();

  /** The TCP port on the loopback address. */
  int port();
}
