package dev.repartee.operate.launch;

/** Doppler did not answer as it should within the time there is. */
final class SecretsUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  SecretsUnavailable(String message) {
    super(message);
  }
}
