package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent: {@code {"action": …, "streamId": …, "payload": {…}}}.
 *
 * @param streamId the client's own name for the answer, at most 64 characters; null when it gave
 *     none
 * @param payload empty when the client sent none
 */
public record ClientMessage(String action, @Nullable String streamId, JsonObject payload) {

  /**
   * The stream id of an action that needs one.
   *
   * @throws Problem when the client gave none
   */
  public String requireStreamId() {
    if (streamId == null) {
      throw Problem.invalid("streamId", "is required");
    }
    return streamId;
  }

  /**
   * The payload as a record, read by JSON-B.
   *
   * @throws Problem when the payload does not fit
   */
  public <T> T payloadAs(Class<T> type) {
    return EventJson.read(payload, type);
  }
}
