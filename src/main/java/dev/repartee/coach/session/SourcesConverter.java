package dev.repartee.coach.session;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Keeps a suggestion's sources as one JSON text: they are written once and read whole. */
@Converter
class SourcesConverter implements AttributeConverter<List<Source>, String> {

  private static final Jsonb JSON = JsonbBuilder.create();

  @Override
  public String convertToDatabaseColumn(List<Source> sources) {
    return JSON.toJson(sources);
  }

  @Override
  public List<Source> convertToEntityAttribute(String json) {
    return List.of(JSON.fromJson(json, Source[].class));
  }
}
