package dev.repartee.local;

/** Another process holds this home, so starting here would corrupt its data. */
public class AlreadyRunningException extends LocalServiceException {
  private static final long serialVersionUID = 1L;

  AlreadyRunningException(String message) {
    super(message);
  }
}
