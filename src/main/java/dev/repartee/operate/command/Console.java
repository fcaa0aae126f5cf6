package dev.repartee.operate.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where a command talks to whoever runs it: results on the standard output, progress and problems
 * on the standard error. What is secret in the configuration is never printed, wherever it comes
 * from.
 */
final class Console {

  private static final int SHORTEST_SECRET = 6;
  private static final String HIDDEN = "********";
  private static final long BETWEEN_MILLIS = 2_000;

  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final List<String> secrets;
  private long lastProgress;

  Console(PrintStream out, PrintStream err, InputStream in, Collection<String> secrets) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .sorted((one, other) -> Integer.compare(other.length(), one.length()))
            .toList();
  }

  /** Tells a result. */
  void say(String line) {
    out.println(concealed(line));
    out.flush();
  }

  /** Tells a secret that was made for the operator and is shown this once. */
  void show(String label, String secret) {
    out.println(label + secret);
    out.flush();
  }

  /** Tells what is being done. */
  void note(String line) {
    err.println(concealed(line));
    err.flush();
  }

  /** Tells how far something long has come: every two seconds at most. */
  void progress(String line) {
    long now = System.nanoTime() / 1_000_000;
    if (now - lastProgress >= BETWEEN_MILLIS) {
      lastProgress = now;
      note("  " + line);
    }
  }

  /** A line from the standard input; empty at its end. */
  Optional<String> read(String prompt) throws IOException {
    java.io.Console terminal = System.console();
    if (terminal != null) {
      char[] typed = terminal.readPassword("%s: ", prompt);
      return Optional.ofNullable(typed).map(String::new);
    }
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    return Optional.ofNullable(reader.readLine());
  }

  private String concealed(String line) {
    String shown = line;
    for (String secret : secrets) {
      shown = shown.replace(secret, HIDDEN);
    }
    return shown;
  }
}
