package dev.repartee.operate.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds what to do. */
class RunbookTest {

  @Test
  void everyAlertHasAnEntryInTheRunbook() throws Exception {
    Set<String> anchors =
        Files.readAllLines(Path.of("docs/operations.md")).stream()
            .filter(line -> line.startsWith("#"))
            .map(RunbookTest::anchor)
            .collect(Collectors.toSet());
    String alerts = Files.readString(Path.of("ops/prometheus/alerts.yml"));
    Matcher runbook = Pattern.compile("runbook: docs/operations\\.md#(\\S+)").matcher(alerts);
    List<String> named = new ArrayList<>();
    while (runbook.find()) {
      named.add(runbook.group(1));
    }
    assertEquals(alerts.split("- alert: ").length - 1, named.size(), "each alert names one");
    named.forEach(anchor -> assertTrue(anchors.contains(anchor), "no heading for " + anchor));
  }

  /** As GitHub makes them of headings. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }
}
