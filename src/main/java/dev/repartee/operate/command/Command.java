package dev.repartee.operate.command;

import java.util.List;

/** One thing an operator can ask for. */
interface Command {

  /** As it is typed. */
  String name();

  /** What follows the name, such as {@code URL [--keep]}; may be empty. */
  String synopsis();

  /** What it does, in one line. */
  String summary();

  /** What else is worth knowing, in lines; may be empty. */
  default String details() {
    return "";
  }

  /**
   * Takes the words after the name apart.
   *
   * @throws CommandFailed when they are not what it takes
   */
  Arguments parse(List<String> words);

  /**
   * Does it, and tells what happens on the console.
   *
   * @throws CommandFailed when it could not be done, with what to tell the operator
   * @throws Exception when something was away or broke; its message is told in one line
   */
  void run(Arguments arguments, Console console) throws Exception;
}
