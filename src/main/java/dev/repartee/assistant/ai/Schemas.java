package dev.repartee.assistant.ai;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.List;
import java.util.Optional;

/** The forms of answers, for vendors that can be held to one. {@link Reading} checks them. */
final class Schemas {

  private static final ResponseFormat SUGGESTION =
      format(
          "suggestion",
          JsonObjectSchema.builder()
              .addStringProperty("text")
              .addStringProperty("title")
              .addStringProperty("tag")
              .addStringProperty("analysis")
              .required("text", "title", "tag", "analysis")
              .additionalProperties(false)
              .build());

  private static final ResponseFormat PHASE =
      format(
          "phase",
          JsonObjectSchema.builder()
              .addEnumProperty("phase", List.of("HOOK", "BRIDGE", "PIVOT", "CLOSE"))
              .addNumberProperty("confidence")
              .addStringProperty("reason")
              .required("phase", "confidence", "reason")
              .additionalProperties(false)
              .build());

  private static final ResponseFormat LINES =
      format(
          "messages",
          JsonObjectSchema.builder()
              .addProperty(
                  "messages",
                  JsonArraySchema.builder()
                      .items(
                          JsonObjectSchema.builder()
                              .addEnumProperty("author", List.of("user", "contact"))
                              .addStringProperty("text")
                              .required("author", "text")
                              .additionalProperties(false)
                              .build())
                      .build())
              .required("messages")
              .additionalProperties(false)
              .build());

  private Schemas() {}

  static Optional<ResponseFormat> of(Purpose purpose) {
    return switch (purpose) {
      case SUGGESTION -> Optional.of(SUGGESTION);
      case PHASE -> Optional.of(PHASE);
      case OCR -> Optional.of(LINES);
      case OPENER -> Optional.empty();
    };
  }

  private static ResponseFormat format(String name, JsonObjectSchema root) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(JsonSchema.builder().name(name).rootElement(root).build())
        .build();
  }
}
