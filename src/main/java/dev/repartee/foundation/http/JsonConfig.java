package dev.repartee.foundation.http;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * How JSON is written and read, everywhere: absent instead of null, text that can be stored,
 * unknown fields ignored. Other rooms that need JSON outside of a resource use {@link #shared()}.
 */
@Provider
public class JsonConfig implements ContextResolver<Jsonb> {

  private static final Jsonb SHARED =
      JsonbBuilder.create(new JsonbConfig().withNullValues(false).withFormatting(false));

  /** The one instance; it is safe to use from several threads. */
  public static Jsonb shared() {
    return SHARED;
  }

  @Override
  public Jsonb getContext(Class<?> type) {
    return SHARED;
  }
}
