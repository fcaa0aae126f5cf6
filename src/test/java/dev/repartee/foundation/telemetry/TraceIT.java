package dev.repartee.foundation.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.repartee.fakes.Behaviour;
import dev.repartee.fakes.FakeOpenAi;
import dev.repartee.fakes.FakeVendor;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aRequestItsJobAndTheCallToTheVendorAreOneTrace() {
    try (FakeOpenAi vendor = new FakeOpenAi();
        TestServer server =
            TestServer.start(
                "trace",
                Map.of(
                    "OPENAI_API_KEY", FakeVendor.KEY,
                    "OPENAI_BASE_URL", vendor.baseUrl().toString(),
                    "AI_PROVIDER_STRATEGY_PRIMARY", "openai",
                    "AI_RETRIES", "0",
                    "PHASE_REFINE_THRESHOLD", "0",
                    "RATE_LIMIT_ENABLED", "false"))) {
      vendor.otherwise(Behaviour.status(500)); // so that the job has something to say
      TraceContext trace = TraceContext.start();
      ApiClient api = Person.at(server).api().with("traceparent", trace.header());
      api.post("/api/v1/sessions", Map.of("type", "text", "text", "them: I made a mug"))
          .expect(201);

      assertTrue(Eventually.isTrue(() -> !vendor.calls().isEmpty()), "the vendor is not asked");
      TraceContext received =
          TraceContext.parse(vendor.calls().get(0).header("traceparent")).orElseThrow();
      assertEquals(trace.traceId(), received.traceId());
      assertNotEquals(trace.spanId(), received.spanId());
      assertTrue(
          Eventually.isTrue(
              () ->
                  linesOf(trace, server).stream()
                      .anyMatch(
                          line ->
                              line.has("jobId")
                                  && line.path("message").asText().contains("next attempt in"))),
          "no line of the job is in the trace");
      assertTrue(
          linesOf(trace, server).stream().anyMatch(line -> line.has("requestId")),
          "no line of the request is in the trace");
    }
  }

  private static List<JsonNode> linesOf(TraceContext trace, TestServer server) {
    return server
        .log()
        .lines()
        .filter(line -> line.startsWith("{") && line.contains(trace.traceId()))
        .map(TraceIT::parse)
        .filter(line -> line.path("traceId").asText().equals(trace.traceId()))
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // the last line may be on its way
    }
  }
}
