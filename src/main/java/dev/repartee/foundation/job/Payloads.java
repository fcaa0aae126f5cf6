package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
import dev.repartee.foundation.security.Undecipherable;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Payloads as the job table keeps them. */
final class Payloads {

  static final int MAX_BYTES = 64 * 1024;

  /** Made on first use, as {@link Json} is. */
  private static final class Binding {
    static final Jsonb JSONB =
        JsonbBuilder.create(new JsonbConfig().withAdapters(new PayloadSecrets.Adapter()));
  }

  private Payloads() {}

  /** The name of a payload's type: its class without the package, so that a room can move. */
  static String type(Class<?> payload) {
    return PayloadType.of(payload);
  }

  static String write(Record payload) {
    String json = Binding.JSONB.toJson(payload);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          type(payload.getClass()) + " has " + bytes + " bytes; a payload may have " + MAX_BYTES);
    }
    return json;
  }

  /**
   * Reads a payload, brought up to its handler's version when it was written before.
   *
   * @throws IllegalStateException when it was written by a newer version than this one, or fits no
   *     version
   */
  static <P extends Record> P read(Lease lease, Class<P> type, JobHandler<P> handler) {
    return read(lease.version(), lease.payload(), type, handler);
  }

  /** As {@link #read(Lease, Class, JobHandler)}, of a payload that waits in no queue. */
  static <P extends Record> P read(
      int version, String payload, Class<P> type, JobHandler<P> handler) {
    if (version == handler.version()) {
      return fitting(payload, type, type, version);
    }
    if (version > handler.version()) {
      throw new IllegalStateException(
          "%s has version %d, and this instance knows up to %d"
              .formatted(type(type), version, handler.version()));
    }
    JsonObject old = fitting(payload, JsonObject.class, type, version);
    return fitting(handler.upgrade(old, version).toString(), type, type, version);
  }

  private static <T> T fitting(String payload, Class<T> form, Class<?> type, int version) {
    try {
      return Binding.JSONB.fromJson(payload, form);
    } catch (JsonbException e) { // it quotes what may be private, so it is not passed on
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Undecipherable undecipherable) {
          throw undecipherable;
        }
      }
      throw new IllegalStateException(
          "The payload can not be read as version %d of %s".formatted(version, type(type)));
    }
  }

  /** The payload of a schedule with the time of a tick, if it has a component for that. */
  static <P extends Record> P at(Instant tick, P payload, Class<P> type) {
    boolean wanted =
        Arrays.stream(type.getRecordComponents())
            .anyMatch(c -> c.getName().equals("tick") && c.getType() == Instant.class);
    if (!wanted) {
      return payload;
    }
    JsonObject json = Json.read(Json.write(payload), JsonObject.class);
    return Json.read(
        jakarta.json.Json.createObjectBuilder(json).add("tick", tick.toString()).build().toString(),
        type);
  }
}
