package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/websocket.md says is what the server does. */
class WebsocketDocumentTest {

  private static final Set<String> SERVER_TYPES =
      Set.of(
          "authenticated",
          "pong",
          "error",
          "session_status",
          "session_error",
          "session_phase_update",
          "chunk",
          "complete");

  private final String document = read();

  private static String read() {
    try {
      return Files.readString(Path.of("docs/websocket.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> examples(String of) {
    return Pattern.compile("```json " + of + "\n(.*?)\n```", Pattern.DOTALL)
        .matcher(document)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void everyExampleOfAClientIsAMessageWeTake() {
    List<String> examples = examples("client");

    assertFalse(examples.isEmpty());
    for (String example : examples) {
      assertFalse(MessageReader.read(example).action().isEmpty(), example);
    }
  }

  @Test
  void thereIsAnExampleOfEveryEvent() {
    Set<String> types =
        examples("server").stream()
            .map(text -> Json.createReader(new StringReader(text)).readObject())
            .map((JsonObject event) -> event.getString("type"))
            .collect(java.util.stream.Collectors.toSet());

    assertEquals(SERVER_TYPES, types);
  }

  @Test
  void everyReasonToCloseIsTold() {
    Arrays.stream(Closing.values())
        .filter(closing -> closing != Closing.SEND_FAILED) // nobody is there to be told
        .forEach(
            closing -> {
              String row =
                  "| "
                      + closing.reason().getCloseCode().getCode()
                      + " | `"
                      + closing.reason().getReasonPhrase()
                      + "` |";
              assertTrue(document.contains(row), row);
            });
  }
}
