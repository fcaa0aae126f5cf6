package dev.repartee.foundation.config;

/**
 * Whether the process is there for this product alone, as {@code liberty/jvm.options} says. Inside
 * somebody else's server nothing here may end it, or stand in the way of its signals.
 */
public final class OwnProcess {

  private static final String PROPERTY = "repartee.own.process";

  private OwnProcess() {}

  public static boolean isOurs() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Ends the process at once where it is ours; comes back where it is not. */
  public static void halt(int code) {
    if (isOurs()) {
      Runtime.getRuntime().halt(code);
    }
  }
}
