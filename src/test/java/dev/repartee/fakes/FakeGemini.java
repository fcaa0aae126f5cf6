package dev.repartee.fakes;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's <a href="https://ai.google.dev/api/generate-content">generateContent and
 * streamGenerateContent</a>.
 */
public final class FakeGemini extends FakeVendor {

  private static final Pattern PATH =
      Pattern.compile("/v1beta/models/([\\w.-]+):(generateContent|streamGenerateContent)");
  private static final Set<String> PARAMETERS =
      Set.of(
          "contents",
          "systemInstruction",
          "generationConfig",
          "safetySettings",
          "tools",
          "toolConfig");

  public FakeGemini() {
    super(Behaviour.ok("Hello there"));
  }

  @Override
  String basePath() {
    return "/v1beta";
  }

  @Override
  @Nullable Objection objection(Call call) {
    if (!call.method().equals("POST") || !PATH.matcher(call.uri().getPath()).matches()) {
      return new Objection(404, "Requested entity was not found.");
    }
    if (!call.header("x-goog-api-key").equals(KEY)) {
      return new Objection(400, "API key not valid. Please pass a valid API key.");
    }
    for (String key : call.body().keySet()) {
      if (!PARAMETERS.contains(key)) {
        return new Objection(400, "Invalid JSON payload received. Unknown name \"" + key + "\"");
      }
    }
    if (!call.body().containsKey("contents")) {
      return new Objection(400, "* GenerateContentRequest.contents: contents is not specified");
    }
    if (isStream(call) && !"alt=sse".equals(call.uri().getQuery())) {
      return new Objection(400, "this fake only streams with alt=sse");
    }
    return null;
  }

  @Override
  boolean isStream(Call call) {
    return call.uri().getPath().endsWith(":streamGenerateContent");
  }

  @Override
  String answer(Call call, String text) {
    return response(call, text, true).build().toString();
  }

  @Override
  List<String> events(Call call, List<String> words, boolean whole) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean last = whole && i == words.size() - 1;
      events.add("data: " + response(call, words.get(i), last).build() + "\r\n\r\n");
    }
    if (whole && words.isEmpty()) {
      events.add("data: " + response(call, "", true).build() + "\r\n\r\n");
    }
    return events;
  }

  @Override
  String errorBody(int status, String message) {
    JsonArrayBuilder details = Json.createArrayBuilder();
    if (status == 429) {
      details.add(
          Json.createObjectBuilder()
              .add("@type", "type.googleapis.com/google.rpc.RetryInfo")
              .add("retryDelay", "34.4s"));
    }
    return Json.createObjectBuilder()
        .add(
            "error",
            Json.createObjectBuilder()
                .add("code", status)
                .add("message", message)
                .add("status", status == 429 ? "RESOURCE_EXHAUSTED" : "INTERNAL")
                .add("details", details))
        .build()
        .toString();
  }

  @Override
  @Nullable String errorEvent() {
    return null;
  }

  private static JsonObjectBuilder response(Call call, String text, boolean last) {
    JsonObjectBuilder content = Json.createObjectBuilder().add("role", "model");
    if (!text.isEmpty()) {
      content.add(
          "parts", Json.createArrayBuilder().add(Json.createObjectBuilder().add("text", text)));
    }
    JsonObjectBuilder candidate = Json.createObjectBuilder().add("content", content);
    if (last) {
      candidate.add("finishReason", "STOP");
    }
    candidate.add("index", 0);
    return Json.createObjectBuilder()
        .add("candidates", Json.createArrayBuilder().add(candidate))
        .add(
            "usageMetadata",
            Json.createObjectBuilder()
                .add("promptTokenCount", INPUT_TOKENS)
                .add("candidatesTokenCount", OUTPUT_TOKENS)
                .add("totalTokenCount", INPUT_TOKENS + OUTPUT_TOKENS))
        .add("modelVersion", model(call))
        .add("responseId", "response-1");
  }

  private static String model(Call call) {
    String path = call.uri().getPath();
    return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf(':'));
  }
}
