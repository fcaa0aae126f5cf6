package dev.repartee.coach.session;

import dev.repartee.foundation.data.Json;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what was read from a screenshot as one JSON text: it is written once and read whole. */
@Converter
class OcrLinesConverter implements AttributeConverter<@Nullable List<OcrLine>, @Nullable String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable List<OcrLine> lines) {
    return lines == null ? null : Json.write(lines);
  }

  @Override
  public @Nullable List<OcrLine> convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : List.of(Json.read(json, OcrLine[].class));
  }
}
