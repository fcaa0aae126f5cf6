package dev.repartee.foundation.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.operate.launch.FetchSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code .env.example} against what is read: by the classes, and by the server itself. */
class EnvExampleTest {

  private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");
  private static final Pattern SERVER_VARIABLE =
      Pattern.compile("<variable name=\"([A-Z_]+)\" defaultValue=\"([^\"]*)\"");
  private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::-([^}]*))?");

  @Test
  void listsEveryVariableWithItsDefault() throws IOException {
    Map<String, String> read = new TreeMap<>(readByTheServer());
    Sections.read(Map.of()).variables().values().forEach(v -> read.put(v.name(), v.fallback()));

    assertEquals(lines(read), lines(example()));
  }

  @Test
  void listsNothingTwiceAndSaysWhatEachIsFor() throws IOException {
    Set<String> seen = new HashSet<>();
    String before = "";
    for (String line : Files.readAllLines(Path.of(".env.example"))) {
      Matcher variable = LINE.matcher(line);
      if (variable.matches()) {
        assertTrue(seen.add(variable.group(1)), variable.group(1) + " is there twice");
        assertTrue(!before.isBlank(), variable.group(1) + " is not explained");
      } else {
        assertTrue(
            line.isBlank() || line.startsWith("# "), "neither variable nor comment: " + line);
      }
      before = line;
    }
  }

  @Test
  void isAValidConfigurationOnceItHasItsSecrets() throws IOException {
    Map<String, String> values = new TreeMap<>(example());
    values.put("JWT_SECRET", "q8ZgW2nRk5xT0vBy7LmPc3Hd6Js9FaEu");
    values.put("ENCRYPTION_KEY", "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwXo=");

    assertEquals(List.of(), Sections.read(values).problems());
  }

  private static Map<String, String> example() throws IOException {
    Map<String, String> example = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(".env.example"))) {
      Matcher variable = LINE.matcher(line);
      if (variable.matches()) {
        example.put(variable.group(1), variable.group(2));
      }
    }
    return example;
  }

  private static Map<String, String> readByTheServer() throws IOException {
    Map<String, String> variables = new TreeMap<>(FetchSecrets.variables());
    Matcher declared = SERVER_VARIABLE.matcher(Files.readString(Path.of("liberty/server.xml")));
    while (declared.find()) {
      variables.put(declared.group(1), declared.group(2));
    }
    Matcher used = SHELL_VARIABLE.matcher(Files.readString(Path.of("liberty/server.env")));
    while (used.find()) {
      variables.put(used.group(1), used.group(2) == null ? "" : used.group(2));
    }
    return variables;
  }

  /** As lines, because a difference between two texts is shown line by line. */
  private static String lines(Map<String, String> variables) {
    List<String> lines = new ArrayList<>();
    variables.forEach((name, value) -> lines.add(name + "=" + value));
    return String.join("\n", lines);
  }
}
