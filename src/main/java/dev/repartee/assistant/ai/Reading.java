package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes what a provider wrote into what we promise, and checks it: a schema in the request is a
 * wish, not a guarantee.
 */
@FunctionalInterface
interface Reading<T> {

  int MAX_OPENER = 2_000;
  int MAX_LINES = 1_000;
  int MAX_LINE = 8_000;

  /** An answer that can not be used; the message is told to the provider when it is asked again. */
  final class Unusable extends Exception {
    Unusable(String fault) {
      super(fault);
    }

    String fault() {
      return String.valueOf(getMessage());
    }
  }

  /** Reads an answer. */
  T read(String text) throws Unusable;

  /** {@code {text, title, tag, analysis}}, from the local provider with {@code basedOn}. */
  static Suggestion suggestion(String text) throws Unusable {
    JsonObject object = object(text);
    return new Suggestion(
        string(object, "text", Suggestion.MAX_TEXT),
        string(object, "title", Suggestion.MAX_TITLE),
        string(object, "tag", Suggestion.MAX_TAG),
        string(object, "analysis", Suggestion.MAX_ANALYSIS),
        object.getString("basedOn", null));
  }

  /** {@code {phase, confidence, reason}}. */
  static PhaseOpinion phase(String text) throws Unusable {
    JsonObject object = object(text);
    if (!(object.get("confidence") instanceof JsonNumber confidence)
        || !(confidence.doubleValue() >= 0 && confidence.doubleValue() <= 1)) {
      throw new Unusable("\"confidence\" must be a number from 0 to 1");
    }
    return new PhaseOpinion(
        phaseNamed(string(object, "phase", 20)),
        confidence.doubleValue(),
        string(object, "reason", PhaseOpinion.MAX_REASON));
  }

  /** {@code {messages: [{author, text}]}}. */
  static List<Line> lines(String text) throws Unusable {
    if (!(object(text).get("messages") instanceof jakarta.json.JsonArray messages)) {
      throw new Unusable("\"messages\" must be an array");
    }
    if (messages.size() > MAX_LINES) {
      throw new Unusable("\"messages\" must not have more than " + MAX_LINES + " items");
    }
    List<Line> lines = new ArrayList<>();
    for (JsonValue message : messages) {
      if (!(message instanceof JsonObject object)) {
        throw new Unusable("every message must be an object");
      }
      lines.add(new Line(author(object), string(object, "text", MAX_LINE)));
    }
    return List.copyOf(lines);
  }

  /** The message itself. */
  static String opener(String text) throws Unusable {
    String message = Controls.removed(text).strip();
    if (message.length() > 1 && message.startsWith("\"") && message.endsWith("\"")) {
      message = message.substring(1, message.length() - 1).strip();
    }
    if (message.isEmpty()) {
      throw new Unusable("it is empty");
    }
    if (message.length() > MAX_OPENER) {
      throw new Unusable("it must not be longer than " + MAX_OPENER + " characters");
    }
    return message;
  }

  private static Author author(JsonObject message) throws Unusable {
    return switch (string(message, "author", 20).toLowerCase(Locale.ROOT)) {
      case "user" -> Author.USER;
      case "contact" -> Author.CONTACT;
      default -> throw new Unusable("\"author\" must be \"user\" or \"contact\"");
    };
  }

  private static Phase phaseNamed(String name) throws Unusable {
    try {
      return Phase.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Unusable("\"phase\" must be \"HOOK\", \"BRIDGE\", \"PIVOT\" or \"CLOSE\"");
    }
  }

  private static String string(JsonObject object, String name, int most) throws Unusable {
    String text =
        object.get(name) instanceof JsonString string
            ? Controls.removed(string.getString()).strip()
            : "";
    if (text.isEmpty()) {
      throw new Unusable("\"" + name + "\" must be a string that is not empty");
    }
    if (text.length() > most) {
      throw new Unusable("\"" + name + "\" must not be longer than " + most + " characters");
    }
    return text;
  }

  /** The object in the answer; some models put it into a code block or a sentence. */
  private static JsonObject object(String text) throws Unusable {
    int start = text.indexOf('{');
    int end = text.lastIndexOf('}');
    if (start < 0 || end < start) {
      throw new Unusable("it is not a JSON object");
    }
    try (JsonReader reader = Json.createReader(new StringReader(text.substring(start, end + 1)))) {
      return reader.readObject();
    } catch (JsonException | IllegalStateException e) {
      throw new Unusable("it is not a well-formed JSON object");
    }
  }

  /** What must not reach a database or a screen. */
  final class Controls {

    private static final Pattern UNWANTED =
        Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\\x{D800}-\\x{DFFF}]");

    private Controls() {}

    static String removed(String text) {
      return UNWANTED.matcher(text).replaceAll("");
    }
  }
}
