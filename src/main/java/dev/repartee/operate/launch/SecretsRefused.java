package dev.repartee.operate.launch;

/** Trying again would not help: the message says what somebody has to change. */
final class SecretsRefused extends Exception {

  private static final long serialVersionUID = 1L;

  SecretsRefused(String message) {
    super(message);
  }
}
