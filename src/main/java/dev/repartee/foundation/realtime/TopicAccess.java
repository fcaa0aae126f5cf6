package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says who may listen to a kind of topic and what they are told first. A CDI bean, found by its
 * kind; with it {@code <kind>:subscribe} and {@code <kind>:unsubscribe} work.
 */
public interface TopicAccess {

  /** The kind of topic this answers for, such as {@link Topic#SESSIONS}. */
  String kind();

  /** What an API key needs to listen. */
  Scope scope();

  /** The field of the payload that carries the id: {@code sessionId} for {@code sessions}. */
  default String idField() {
    String kind = kind();
    String singular = kind.endsWith("s") ? kind.substring(0, kind.length() - 1) : kind;
    return singular + "Id";
  }

  /**
   * The event that tells the present state, sent right after the subscription is registered, so
   * that nothing is missed between a call and the subscription to its outcome. Null when there is
   * no state to tell.
   *
   * @throws Problem as not found when there is no such topic or it is not the caller's
   */
  @Nullable Object currentState(UUID id, Caller caller);
}
