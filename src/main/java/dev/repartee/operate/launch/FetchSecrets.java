package dev.repartee.operate.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Fetches the secrets of {@code DOPPLER_TOKEN} and says them as {@code export} lines for the shell
 * that launches the server, through a pipe: no disk sees them. What the environment has already is
 * left out, so that a platform's own {@code PORT}, or an operator in a hurry, has the last word.
 */
public final class FetchSecrets {

  /** What the environment calls wrong or missing configuration (sysexits.h). */
  static final int EX_CONFIG = 78;

  /** Doppler can not be reached, and there is no copy. */
  static final int EX_UNAVAILABLE = 69;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What it reads, with the defaults. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "DOPPLER_TOKEN", "",
          "DOPPLER_API_URL", "https://api.doppler.com",
          "DOPPLER_TIMEOUT", "20s",
          "DOPPLER_FALLBACK_FILE", "");

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  FetchSecrets(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Every variable that is read here and nowhere else, with its default. */
  public static Map<String, String> variables() {
    return VARIABLES;
  }

  /** Prints the lines, or one line about what is wrong, and ends the process. */
  public static void main(String[] arguments) {
    PrintStream out = console(FileDescriptor.out);
    int code = new FetchSecrets(System.getenv(), out, console(FileDescriptor.err)).run();
    out.flush();
    System.exit(code);
  }

  private static PrintStream console(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** What the process is to end with. */
  int run() {
    try {
      String token = variable("DOPPLER_TOKEN");
      secrets(token)
          .forEach(
              (name, value) -> {
                if (NAME.matcher(name).matches() && !isSet(name)) {
                  out.println("export " + name + "='" + value.replace("'", "'\\''") + "'");
                }
              });
      return 0;
    } catch (SecretsRefused e) {
      err.println("repartee: " + e.getMessage());
      return EX_CONFIG;
    } catch (SecretsUnavailable e) {
      err.println("repartee: " + e.getMessage());
      return EX_UNAVAILABLE;
    }
  }

  private Map<String, String> secrets(String token) throws SecretsRefused, SecretsUnavailable {
    Doppler doppler = new Doppler(address(), token, patience());
    String file = variable("DOPPLER_FALLBACK_FILE");
    if (file.isBlank()) {
      return doppler.secrets();
    }
    LastKnownGood copy = new LastKnownGood(Path.of(file), token);
    try {
      Map<String, String> secrets = new TreeMap<>(doppler.secrets());
      if (!copy.write(secrets)) {
        err.println("repartee: the copy of the secrets could not be written to " + file);
      }
      return secrets;
    } catch (SecretsUnavailable e) {
      Map<String, String> secrets = copy.read().orElseThrow(() -> e);
      err.println("repartee: " + e.getMessage() + "; starting with the copy in " + file);
      return secrets;
    }
  }

  private URI address() throws SecretsRefused {
    try {
      return URI.create(variable("DOPPLER_API_URL"));
    } catch (IllegalArgumentException e) {
      throw new SecretsRefused("DOPPLER_API_URL: must be an absolute URL");
    }
  }

  private Duration patience() throws SecretsRefused {
    String seconds = variable("DOPPLER_TIMEOUT");
    if (!seconds.matches("[1-9]\\d{0,3}s")) {
      throw new SecretsRefused("DOPPLER_TIMEOUT: must be a number of seconds, such as 20s");
    }
    return Duration.parse("PT" + seconds);
  }

  private String variable(String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? VARIABLES.getOrDefault(name, "") : value;
  }

  private boolean isSet(String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
