package dev.repartee.operate.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.repartee.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for metrics that there are. */
class MetricNamesIT {

  private static final Path ALERTS = Path.of("ops/prometheus/alerts.yml");
  private static final Path DASHBOARD = Path.of("ops/grafana/repartee.json");
  private static final Pattern NAME = Pattern.compile("\\b[a-z]+_[A-Za-z0-9_]+\\b(?=[{\\[ ),]|$)");
  private static final Pattern FUNCTION =
      Pattern.compile("\\b(\\w+)\\s*\\(|\"[^\"]*\"|\\b(?:by|on) \\([^)]*\\)");

  private static Set<String> there;

  /** A client's whole visit, because a metric appears with its first event. */
  @BeforeAll
  static void useTheServerAndAskForItsMetrics() {
    TestServer server = TestServer.shared();
    new Shell(Map.of()).run("smoke", server.baseUrl().toString(), "--within", "60").expect(0);
    there =
        server
            .get("/metrics")
            .body()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]")[0])
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyAlertAsksForMetricsThatThereAre() throws Exception {
    List<String> expressions = new ArrayList<>();
    Matcher rule =
        Pattern.compile("(?ms)^ +expr: (?:\\|\\n)?(.*?)^ +(?:for|labels):")
            .matcher(Files.readString(ALERTS));
    while (rule.find()) {
      expressions.add(rule.group(1));
    }
    assertEquals(13, expressions.size());
    check(expressions);
  }

  @Test
  void everyPanelAsksForMetricsThatThereAre() throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    List<String> expressions = new ArrayList<>();
    dashboard
        .get("panels")
        .forEach(
            panel ->
                panel
                    .get("targets")
                    .forEach(target -> expressions.add(target.get("expr").asText())));
    assertTrue(expressions.size() >= 18, expressions.toString());
    check(expressions);
  }

  private static void check(List<String> expressions) {
    Set<String> missing = new TreeSet<>();
    for (String expression : expressions) {
      Matcher name = NAME.matcher(FUNCTION.matcher(expression).replaceAll(" ("));
      int names = 0;
      while (name.find()) {
        names++;
        if (!there.contains(name.group())) {
          missing.add(name.group());
        }
      }
      assertTrue(names > 0 || expression.contains("up{"), "asks for nothing: " + expression);
    }
    assertEquals(Set.of(), missing, "not among " + there);
  }
}
