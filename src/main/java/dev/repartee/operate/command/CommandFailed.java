package dev.repartee.operate.command;

/** Something could not be done; the message is for the operator, in one line, without secrets. */
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What the process ends with; the numbers above 1 are those of sysexits.h. */
  enum Exit {
    FAILED(1),
    USAGE(64),
    CONFIG(78);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private final Exit exit;

  private CommandFailed(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** It was tried and did not succeed. */
  static CommandFailed because(String message) {
    return new CommandFailed(Exit.FAILED, message);
  }

  /** It was not asked for as it should be. */
  static CommandFailed usage(String message) {
    return new CommandFailed(Exit.USAGE, message);
  }

  /** The variables it needs are missing or wrong. */
  static CommandFailed config(String message) {
    return new CommandFailed(Exit.CONFIG, message);
  }

  Exit exit() {
    return exit;
  }
}
