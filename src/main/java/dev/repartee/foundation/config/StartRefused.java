package dev.repartee.foundation.config;

import java.util.List;

/**
 * The configuration does not allow a start. The process ends with {@value #EX_CONFIG} (sysexits.h)
 * before it listens, unless the server belongs to somebody else: then only the application refuses
 * to start.
 */
public final class StartRefused extends RuntimeException {

  static final int EX_CONFIG = 78;

  private static final long serialVersionUID = 1;
  private static final System.Logger LOG = System.getLogger(StartRefused.class.getName());

  private StartRefused(String message) {
    super(message);
  }

  /** Tells an operator, and does not come back where the process is ours. */
  public static StartRefused because(String problem) {
    return because(List.of(problem));
  }

  /** As {@link #because(String)}, with all that is wrong in one message. */
  static StartRefused because(List<String> problems) {
    String message = "The configuration is not usable:\n  - " + String.join("\n  - ", problems);
    LOG.log(System.Logger.Level.ERROR, message);
    OwnProcess.halt(EX_CONFIG);
    return new StartRefused(message);
  }
}
