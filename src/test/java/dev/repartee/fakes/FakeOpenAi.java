package dev.repartee.fakes;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's <a href="https://platform.openai.com/docs/api-reference/chat">chat completions</a>, and
 * what servers that are compatible with it make of them.
 */
public final class FakeOpenAi extends FakeVendor {

  private static final Set<String> PARAMETERS =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "max_completion_tokens",
          "max_tokens",
          "response_format",
          "temperature");

  /** The model it says it is: as OpenAI does, the dated name of the one that was asked for. */
  public static final String DATE = "-2025-04-14";

  public FakeOpenAi() {
    super(Behaviour.ok("Hello there"));
  }

  @Override
  String basePath() {
    return "/v1";
  }

  @Override
  @Nullable Objection objection(Call call) {
    if (!call.method().equals("POST") || !call.uri().getPath().equals("/v1/chat/completions")) {
      return new Objection(404, "Unknown request URL: " + call.method() + " " + call.uri());
    }
    if (!call.header("Authorization").equals("Bearer " + KEY)) {
      return new Objection(401, "Incorrect API key provided: " + call.header("Authorization"));
    }
    if (!call.header("Content-Type").startsWith("application/json")) {
      return new Objection(400, "you must provide a JSON body");
    }
    JsonObject body = call.body();
    if (!PARAMETERS.containsAll(body.keySet())) {
      return new Objection(400, "Unrecognized request argument in " + body.keySet());
    }
    if (body.getString("model", "").isEmpty() || !body.containsKey("messages")) {
      return new Objection(400, "you must provide a model and messages");
    }
    if (body.containsKey("stream_options") && !isStream(call)) {
      return new Objection(400, "'stream_options' is only allowed when 'stream' is enabled");
    }
    return null;
  }

  @Override
  boolean isStream(Call call) {
    return call.body().getBoolean("stream", false);
  }

  @Override
  String answer(Call call, String text) {
    return Json.createObjectBuilder()
        .add("id", "chatcmpl-1")
        .add("object", "chat.completion")
        .add("created", 1_741_569_952)
        .add("model", model(call))
        .add(
            "choices",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("index", 0)
                        .add(
                            "message",
                            Json.createObjectBuilder()
                                .add("role", "assistant")
                                .add("content", text)
                                .add("refusal", JsonValue.NULL)
                                .add("annotations", Json.createArrayBuilder()))
                        .add("logprobs", JsonValue.NULL)
                        .add("finish_reason", "stop")))
        .add("usage", usage())
        .add("service_tier", "default")
        .build()
        .toString();
  }

  @Override
  List<String> events(Call call, List<String> words, boolean whole) {
    List<String> events = new ArrayList<>();
    events.add(
        chunk(call, Json.createObjectBuilder().add("role", "assistant").add("content", ""), null));
    for (String word : words) {
      events.add(chunk(call, Json.createObjectBuilder().add("content", word), null));
    }
    if (whole) {
      events.add(chunk(call, Json.createObjectBuilder(), "stop"));
      JsonObject options = call.body().getJsonObject("stream_options");
      if (options != null && options.getBoolean("include_usage", false)) {
        events.add(
            data(head(call).add("choices", Json.createArrayBuilder()).add("usage", usage())));
      }
      events.add("data: [DONE]\n\n");
    }
    return events;
  }

  @Override
  String errorBody(int status, String message) {
    return Json.createObjectBuilder()
        .add(
            "error",
            Json.createObjectBuilder()
                .add("message", message)
                .add("type", status == 429 ? "rate_limit_exceeded" : "invalid_request_error")
                .add("param", JsonValue.NULL)
                .add("code", JsonValue.NULL))
        .build()
        .toString();
  }

  @Override
  @Nullable String errorEvent() {
    return null;
  }

  private static String chunk(Call call, JsonObjectBuilder delta, @Nullable String finishReason) {
    JsonObjectBuilder choice = Json.createObjectBuilder().add("index", 0).add("delta", delta);
    choice.add("logprobs", JsonValue.NULL);
    if (finishReason == null) {
      choice.add("finish_reason", JsonValue.NULL);
    } else {
      choice.add("finish_reason", finishReason);
    }
    return data(
        head(call)
            .add("choices", Json.createArrayBuilder().add(choice))
            .add("usage", JsonValue.NULL));
  }

  private static JsonObjectBuilder head(Call call) {
    return Json.createObjectBuilder()
        .add("id", "chatcmpl-1")
        .add("object", "chat.completion.chunk")
        .add("created", 1_741_569_952)
        .add("model", model(call));
  }

  private static String model(Call call) {
    return call.body().getString("model") + DATE;
  }

  private static String data(JsonObjectBuilder json) {
    return "data: " + json.build() + "\n\n";
  }

  private static JsonObjectBuilder usage() {
    return Json.createObjectBuilder()
        .add("prompt_tokens", INPUT_TOKENS)
        .add("completion_tokens", OUTPUT_TOKENS)
        .add("total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
  }
}
