package dev.repartee.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What axe-core finds wrong by the rules of WCAG 2.2, levels A and AA, and by good practice. */
final class Accessibility {

  private final String axe;

  Accessibility() throws IOException {
    try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IOException("axe-core is not on the class path");
      }
      axe = new String(script.readAllBytes(), UTF_8);
    }
  }

  /** Fails with every violation of what the tab shows once it has stopped moving. */
  void check(String view, Tab tab) {
    tab.runScript(axe);
    List<String> violations =
        tab.evaluate(
                """
                Promise.all(document.getAnimations()
                    .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
                    .map(({ finished }) => finished.catch(() => {})))
                  .then(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }))
                  .then(({ violations, passes }) => passes.length === 0 ? ["axe looked at nothing"] :
                    violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`))
                """)
            .asJsonArray()
            .getValuesAs(JsonString::getString);
    assertEquals(List.of(), violations, view);
  }
}
