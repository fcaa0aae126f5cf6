package dev.repartee.foundation.outbound;

/**
 * A URL that is not called, or an answer that is not taken: trying again will not help. The message
 * may be shown to whoever gave the URL.
 */
public final class OutboundRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    SCHEME("Only http and https are called"),
    USERINFO("A URL must not carry a user or password"),
    HOST("The host is not a name or address in its usual form"),
    PORT("The port is not among those that are called"),
    ADDRESS("The host has an address that is not on the public internet"),
    REDIRECT("The answer leads elsewhere too often, or to where nothing is called"),
    HEADER("A header is not well-formed, or is not the caller's to set"),
    TOO_LARGE("The answer is too large"),
    MALFORMED("The answer is not well-formed HTTP");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Reason reason;

  OutboundRefused(Reason reason) {
    super(reason.text + ".");
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
