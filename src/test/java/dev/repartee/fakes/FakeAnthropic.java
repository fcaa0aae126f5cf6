package dev.repartee.fakes;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Anthropic's <a href="https://docs.claude.com/en/api/messages">messages</a>. */
public final class FakeAnthropic extends FakeVendor {

  private static final Set<String> PARAMETERS =
      Set.of(
          "model",
          "max_tokens",
          "messages",
          "system",
          "stream",
          "output_config",
          "output_format",
          "temperature");

  public FakeAnthropic() {
    super(Behaviour.ok("Hello there"));
  }

  @Override
  String basePath() {
    return "/v1";
  }

  @Override
  @Nullable Objection objection(Call call) {
    if (!call.method().equals("POST") || !call.uri().getPath().equals("/v1/messages")) {
      return new Objection(404, "Not found");
    }
    if (!call.header("x-api-key").equals(KEY)) {
      return new Objection(401, "invalid x-api-key");
    }
    if (!call.header("anthropic-version").equals("2023-06-01")) {
      return new Objection(400, "anthropic-version: header is required");
    }
    JsonObject body = call.body();
    for (String key : body.keySet()) {
      if (!PARAMETERS.contains(key)) {
        return new Objection(400, key + ": Extra inputs are not permitted");
      }
    }
    for (String key : List.of("model", "max_tokens", "messages")) {
      if (!body.containsKey(key)) {
        return new Objection(400, key + ": Field required");
      }
    }
    return null;
  }

  @Override
  boolean isStream(Call call) {
    return call.body().getBoolean("stream", false);
  }

  @Override
  String answer(Call call, String text) {
    JsonArrayBuilder content = Json.createArrayBuilder();
    if (!text.isEmpty()) {
      content.add(Json.createObjectBuilder().add("type", "text").add("text", text));
    }
    return message(call)
        .add("content", content)
        .add("stop_reason", "end_turn")
        .add("stop_sequence", JsonValue.NULL)
        .add("usage", usage(OUTPUT_TOKENS))
        .build()
        .toString();
  }

  @Override
  List<String> events(Call call, List<String> words, boolean whole) {
    List<String> events = new ArrayList<>();
    events.add(
        event(
            "message_start",
            Json.createObjectBuilder()
                .add(
                    "message",
                    message(call)
                        .add("content", Json.createArrayBuilder())
                        .add("stop_reason", JsonValue.NULL)
                        .add("stop_sequence", JsonValue.NULL)
                        .add("usage", usage(1)))));
    events.add(
        event(
            "content_block_start",
            Json.createObjectBuilder()
                .add("index", 0)
                .add(
                    "content_block",
                    Json.createObjectBuilder().add("type", "text").add("text", ""))));
    events.add(event("ping", Json.createObjectBuilder()));
    for (String word : words) {
      events.add(
          event(
              "content_block_delta",
              Json.createObjectBuilder()
                  .add("index", 0)
                  .add(
                      "delta",
                      Json.createObjectBuilder().add("type", "text_delta").add("text", word))));
    }
    if (whole) {
      events.add(event("content_block_stop", Json.createObjectBuilder().add("index", 0)));
      events.add(
          event(
              "message_delta",
              Json.createObjectBuilder()
                  .add(
                      "delta",
                      Json.createObjectBuilder()
                          .add("stop_reason", "end_turn")
                          .add("stop_sequence", JsonValue.NULL))
                  .add("usage", Json.createObjectBuilder().add("output_tokens", OUTPUT_TOKENS))));
      events.add(event("message_stop", Json.createObjectBuilder()));
    }
    return events;
  }

  @Override
  String errorBody(int status, String message) {
    return "{\"type\":\"error\",\"error\":" + error(status, message).build() + "}";
  }

  @Override
  @Nullable String errorEvent() {
    return event("error", Json.createObjectBuilder().add("error", error(529, "Overloaded")));
  }

  private static JsonObjectBuilder error(int status, String message) {
    String type =
        switch (status) {
          case 401 -> "authentication_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    return Json.createObjectBuilder().add("type", type).add("message", message);
  }

  private static JsonObjectBuilder message(Call call) {
    return Json.createObjectBuilder()
        .add("id", "msg_1")
        .add("type", "message")
        .add("role", "assistant")
        .add("model", call.body().getString("model"));
  }

  private static JsonObjectBuilder usage(int output) {
    return Json.createObjectBuilder()
        .add("input_tokens", INPUT_TOKENS)
        .add("cache_creation_input_tokens", 0)
        .add("cache_read_input_tokens", 0)
        .add("output_tokens", output);
  }

  private static String event(String type, JsonObjectBuilder rest) {
    return "event: "
        + type
        + "\ndata: "
        + Json.createObjectBuilder().add("type", type).addAll(rest).build()
        + "\n\n";
  }
}
