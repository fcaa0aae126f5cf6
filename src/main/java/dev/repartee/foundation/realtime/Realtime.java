package dev.repartee.foundation.realtime;

/** Tells events to everybody who listens, whichever instance they are connected to. */
public interface Realtime {

  /**
   * Sends an event to the subscribers of a topic: after the commit of the current transaction if
   * there is one (and not at all if it rolls back), else at once. Never blocks on a subscriber and
   * never throws because one is slow or Redis is away; while Redis is away only the subscribers of
   * this instance hear it.
   *
   * @param event a public record, which JSON-B writes, with a {@code type} component that names the
   *     event
   */
  void publish(Topic topic, Object event);
}
