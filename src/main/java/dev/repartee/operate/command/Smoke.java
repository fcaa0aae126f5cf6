package dev.repartee.operate.command;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Proves a deployed instance, as a client would use it, and leaves nothing behind. */
final class Smoke implements Command {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration FAREWELL = Duration.ofSeconds(10);
  private static final String KEY = "SMOKE_API_KEY";

  private final Settings settings;

  Smoke(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "smoke";
  }

  @Override
  public String synopsis() {
    return "URL [--within SECONDS]";
  }

  @Override
  public String summary() {
    return "proves a deployed instance in 20 seconds, and cleans up";
  }

  @Override
  public String details() {
    return "Asks for its health, registers, uploads a picture, has it read, watches that on the\n"
        + "WebSocket, confirms it and asks for a suggestion. The session and the account are"
        + " deleted\n"
        + "at the end, whatever happened before. Needs workers behind the instance. Where"
        + " addresses\n"
        + "have to be confirmed, or Clerk keeps the accounts, "
        + KEY
        + " is the key of an account\n"
        + "with the scopes sessions:read and sessions:write, in whose name it comes.";
  }

  @Override
  public Arguments parse(List<String> words) {
    Arguments arguments = Arguments.parse(words, 1, Set.of("--within"), Set.of());
    address(arguments);
    patience(arguments);
    return arguments;
  }

  private static URI address(Arguments arguments) {
    String text = arguments.required(0, "the URL");
    try {
      URI uri = URI.create(text.replaceFirst("/(api)?/?$", ""));
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw CommandFailed.usage("'" + text + "' is not an address such as https://api.example.com");
  }

  private static Duration patience(Arguments arguments) {
    String text = arguments.option("--within").orElse(Long.toString(PATIENCE.toSeconds()));
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw CommandFailed.usage("'" + text + "' is not a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    SmokeClient client = new SmokeClient(address(arguments), patience(arguments));
    SmokeVisit visit = new SmokeVisit(client, settings.secret(KEY).map(Secret::reveal).orElse(""));
    long start = System.nanoTime();
    String step = "";
    try {
      for (SmokeVisit.Step each : visit.steps()) {
        step = each.name();
        tell(console, each);
      }
    } catch (CommandFailed e) {
      leave(visit, client, console);
      throw CommandFailed.because(step + ": " + e.getMessage());
    } catch (java.io.IOException e) {
      leave(visit, client, console);
      throw CommandFailed.because(step + ": " + Problems.inOneLine(e));
    }
    client.extend(FAREWELL); // whoever was slow leaves nothing behind either
    for (SmokeVisit.Step each : visit.farewell()) {
      step = each.name();
      tell(console, each);
    }
    console.say(
        String.format(Locale.ROOT, "All is well, after %.1f s", (System.nanoTime() - start) / 1e9));
  }

  /** Cleans up after a failure, which is what is told in the end. */
  private static void leave(SmokeVisit visit, SmokeClient client, Console console)
      throws InterruptedException {
    client.extend(FAREWELL);
    for (SmokeVisit.Step each : visit.farewell()) {
      try {
        tell(console, each);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        console.note(each.name() + " did not succeed either: " + Problems.inOneLine(e));
      }
    }
  }

  private static void tell(Console console, SmokeVisit.Step step) throws Exception {
    long start = System.nanoTime();
    String what = step.work().call();
    console.say(
        String.format(
            Locale.ROOT,
            "%-9s %5d ms  %s",
            step.name(),
            (System.nanoTime() - start) / 1_000_000,
            what));
  }
}
