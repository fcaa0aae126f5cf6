package dev.repartee.local;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a helper program to its end. */
final class Command {
  private static final int TAIL = 2_000;

  private Command() {}

  /** Runs it and throws, with the end of what it said, unless it ends well within the time. */
  static void run(Duration patience, List<String> words) {
    String name = Path.of(words.get(0)).getFileName().toString();
    try {
      // To a file and not a pipe: daemons started by the program would hold the pipe open.
      Path said = Files.createTempFile("local-", ".out");
      try {
        int code = await(patience, start(words, said));
        if (code != 0) {
          throw new LocalServiceException(name + " ended with " + code + ":\n" + tail(said));
        }
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      throw new LocalServiceException("Could not run " + name + ": " + e.getMessage(), e);
    }
  }

  /** Whether the program exists and ends well. */
  static boolean succeeds(List<String> words) {
    try {
      run(Duration.ofSeconds(5), words);
      return true;
    } catch (LocalServiceException e) {
      return false;
    }
  }

  /** The last characters of a file, for error messages; empty when there is none. */
  static String tail(Path file) {
    try {
      String all = Files.exists(file) ? Files.readString(file, Charset.defaultCharset()) : "";
      return all.substring(Math.max(0, all.length() - TAIL)).strip();
    } catch (IOException e) {
      return "(" + file + " is not readable: " + e.getMessage() + ")";
    }
  }

  private static Process start(List<String> words, Path said) throws IOException {
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    process.getOutputStream().close();
    return process;
  }

  private static int await(Duration patience, Process process) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new LocalServiceException("Gave up after " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LocalServiceException("Interrupted", e);
    }
  }
}
