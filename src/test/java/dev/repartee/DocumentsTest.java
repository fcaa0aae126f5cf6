package dev.repartee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  @Test
  void everyLinkToAFileLeadsSomewhere() throws IOException {
    for (Path document : documents()) {
      Path folder = document.toAbsolutePath().getParent();
      List<String> broken =
          found(LINK, document)
              .filter(target -> !target.contains("://"))
              .filter(target -> !Files.exists(folder.resolve(target)))
              .toList();
      assertEquals(List.of(), broken, document.toString());
    }
  }

  @Test
  void everyTestThatIsNamedAsAProofExists() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    for (Path document : documents()) {
      List<String> missing =
          found(TEST, document).filter(name -> !tests.contains(name)).distinct().toList();
      assertEquals(List.of(), missing, document.toString());
    }
  }

  private static Stream<String> found(Pattern pattern, Path document) throws IOException {
    return pattern.matcher(Files.readString(document)).results().map((MatchResult m) -> m.group(1));
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> here = Files.list(Path.of("."));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> found =
          Stream.concat(here, docs).filter(file -> file.toString().endsWith(".md")).toList();
      assertTrue(found.size() > 10);
      return found;
    }
  }
}
