package dev.repartee.coach.session;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what was read from a screenshot as one JSON text: it is written once and read whole. */
@Converter
class OcrLinesConverter implements AttributeConverter<@Nullable List<OcrLine>, @Nullable String> {

  private static final Jsonb JSON = JsonbBuilder.create();

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable List<OcrLine> lines) {
    return lines == null ? null : JSON.toJson(lines);
  }

  @Override
  public @Nullable List<OcrLine> convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : List.of(JSON.fromJson(json, OcrLine[].class));
  }
}
