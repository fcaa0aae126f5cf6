package dev.repartee.coach.session;

import dev.repartee.foundation.data.Json;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Keeps a suggestion's sources as one JSON text: they are written once and read whole. */
@Converter
class SourcesConverter implements AttributeConverter<List<Source>, String> {

  @Override
  public String convertToDatabaseColumn(List<Source> sources) {
    return Json.write(sources);
  }

  @Override
  public List<Source> convertToEntityAttribute(String json) {
    return List.of(Json.read(json, Source[].class));
  }
}
