package dev.repartee.testing;

import java.util.Locale;

/** What a test counted or measured, for whoever reads the output of a build. */
public final class Counted {

  private Counted() {}

  /** Prints a line, as {@link String#format} makes it. */
  public static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
