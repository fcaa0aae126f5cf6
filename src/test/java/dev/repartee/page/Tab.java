package dev.repartee.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One tab, used as a person would: by what can be seen, with real mouse and key events. Everything
 * that is done waits until it can be done. Elements are named by a CSS selector and a part of their
 * text or label; an empty text fits every element.
 */
public final class Tab implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration COMMAND = Duration.ofSeconds(30);

  // Answers the first element that can be seen and fits; waiting is left to the page itself.
  private static final String FINDER =
      """
      const find = (css, text) => [...document.querySelectorAll(css)].find((element) => {
        const words = `${element.getAttribute("aria-label") ?? ""} ${element.textContent}`;
        return words.includes(text) && element.checkVisibility({ visibilityProperty: true });
      });
      const until = (look) => new Promise((found) => {
        const again = () => {
          const value = look();
          if (value) found(value); else setTimeout(again, 25);
        };
        again();
      });
      """;

  private final DevTools tools;
  private final String sessionId;
  private final String targetId;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Tab(DevTools tools, String sessionId, String targetId) {
    this.tools = tools;
    this.sessionId = sessionId;
    this.targetId = targetId;
    tools.listen(sessionId, this::hear);
    command("Page.enable", JsonValue.EMPTY_JSON_OBJECT);
    command("Runtime.enable", JsonValue.EMPTY_JSON_OBJECT);
    command("Log.enable", JsonValue.EMPTY_JSON_OBJECT);
  }

  /** Goes to an address; a change of the fragment alone does not load the page again. */
  public void go(URI address) {
    command("Page.navigate", Json.createObjectBuilder().add("url", address.toString()).build());
    awaitTrue(
        "location.href === "
            + quoted(address.toString())
            + " && document.readyState === 'complete'");
  }

  void reload() {
    evaluate("window.beforeReload = true");
    command("Page.reload", JsonValue.EMPTY_JSON_OBJECT);
    awaitTrue("!window.beforeReload && document.readyState === 'complete'");
  }

  void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", false)
            .build());
  }

  /** Light or dark, without movement, so that what is looked at stands still. */
  void prefer(String colours) {
    command(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder()
            .add(
                "features",
                Json.createArrayBuilder()
                    .add(feature("prefers-color-scheme", colours))
                    .add(feature("prefers-reduced-motion", "reduce")))
            .build());
  }

  /** Waits for an element and answers its text. */
  public String see(String css, String text) {
    return string("until(() => find(%s, %s)).then((e) => e.textContent)", css, text);
  }

  /** The text of each element that fits the selector. */
  public List<String> texts(String css) {
    JsonArray found =
        evaluate(
                "[...document.querySelectorAll("
                    + quoted(css)
                    + ")].map((e) => e.value ?? e.textContent)")
            .asJsonArray();
    return found.getValuesAs(JsonString::getString);
  }

  void click(String css, String text) {
    JsonArray point =
        evaluate(
                String.format(
                    """
                    until(() => {
                      const element = find(%s, %s);
                      if (!element) return null;
                      element.scrollIntoView({ block: "center", behavior: "instant" });
                      const box = element.getBoundingClientRect();
                      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                      const hit = document.elementFromPoint(x, y);
                      return element.contains(hit) || hit?.contains(element) ? [x, y] : null;
                    })
                    """,
                    quoted(css), quoted(text)))
            .asJsonArray();
    mouse("mouseMoved", point, 0);
    mouse("mousePressed", point, 1);
    mouse("mouseReleased", point, 1);
  }

  /** Replaces what a field holds by what is typed. */
  void type(String css, String text, String typed) {
    click(css, text);
    evaluate("document.activeElement.select()");
    command("Input.insertText", Json.createObjectBuilder().add("text", typed).build());
    assertEquals(typed, string("document.activeElement.value"));
  }

  /** Waits until an expression holds. */
  void awaitTrue(String expression) {
    for (int attempt = 0; attempt < 3; attempt++) {
      JsonObject answer = run("until(() => " + expression + ").then(() => true)");
      if (!answer.containsKey("exceptionDetails")) {
        return;
      }
    }
    fail("Never became true: " + expression);
  }

  /**
   * The value of an expression, of the promise it gives; {@code find} and {@code until} are at
   * hand.
   */
  JsonValue evaluate(String expression) {
    JsonObject answer = run(expression);
    if (answer.containsKey("exceptionDetails")) {
      fail(expression + "\n" + answer.get("exceptionDetails"));
    }
    return answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
  }

  /** Fails when the page has to be moved sideways. */
  void assertFits() {
    JsonValue wider =
        evaluate(
            """
            document.documentElement.scrollWidth <= window.innerWidth ? [] :
              [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
                .map((element) => element.outerHTML.slice(0, 80))
            """);
    assertEquals(JsonValue.EMPTY_JSON_ARRAY, wider, "wider than the window");
  }

  /**
   * Runs a whole script, as from the console: the page's content security policy does not apply.
   */
  void runScript(String script) {
    command("Runtime.evaluate", Json.createObjectBuilder().add("expression", script).build());
  }

  /**
   * Keeps a picture of what the window shows, in the folder that {@code REPARTEE_PICTURES} names;
   * without it none is taken.
   */
  void picture(String name) {
    String folder = System.getenv("REPARTEE_PICTURES");
    if (folder != null) {
      JsonObject answer =
          tools.send(sessionId, "Page.captureScreenshot", JsonValue.EMPTY_JSON_OBJECT, COMMAND);
      try {
        Path file = Files.createDirectories(Path.of(folder)).resolve(name + ".png");
        Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Errors and warnings of the console, refused by policy or thrown, since this was asked last. */
  public List<String> complaints() {
    List<String> sofar = List.copyOf(complaints);
    complaints.clear();
    return sofar;
  }

  @Override
  public void close() {
    tools.send(
        "",
        "Target.closeTarget",
        Json.createObjectBuilder().add("targetId", targetId).build(),
        COMMAND);
  }

  static String quoted(String text) {
    return Json.createValue(text).toString();
  }

  private String string(String script, String... parameters) {
    Object[] quoted = List.of(parameters).stream().map(Tab::quoted).toArray();
    JsonValue value = evaluate(parameters.length == 0 ? script : String.format(script, quoted));
    return value instanceof JsonString string ? string.getString() : value.toString();
  }

  private JsonObject run(String expression) {
    return tools.send(
        sessionId,
        "Runtime.evaluate",
        Json.createObjectBuilder()
            .add("expression", "(() => {" + FINDER + "return (" + expression + ");})()")
            .add("awaitPromise", true)
            .add("returnByValue", true)
            .build(),
        PATIENCE);
  }

  private void command(String method, JsonObject parameters) {
    tools.send(sessionId, method, parameters, COMMAND);
  }

  private void mouse(String type, JsonArray point, int clicks) {
    command(
        "Input.dispatchMouseEvent",
        Json.createObjectBuilder()
            .add("type", type)
            .add("x", point.get(0))
            .add("y", point.get(1))
            .add("button", clicks == 0 ? "none" : "left")
            .add("clickCount", clicks)
            .build());
  }

  private static JsonObject feature(String name, String value) {
    return Json.createObjectBuilder().add("name", name).add("value", value).build();
  }

  private void hear(JsonObject event) {
    JsonObject parameters = event.getJsonObject("params");
    switch (event.getString("method", "")) {
      case "Runtime.exceptionThrown" ->
          complaints.add(String.valueOf(parameters.get("exceptionDetails")));
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(parameters.getString("type", ""))) {
          complaints.add(String.valueOf(parameters.get("args")));
        }
      }
      case "Log.entryAdded" -> {
        JsonObject entry = parameters.getJsonObject("entry");
        if (List.of("error", "warning").contains(entry.getString("level", ""))) {
          complaints.add(entry.getString("text", "") + " " + entry.getString("url", ""));
        }
      }
      default -> {
        // Other events say nothing about what went wrong.
      }
    }
  }
}
