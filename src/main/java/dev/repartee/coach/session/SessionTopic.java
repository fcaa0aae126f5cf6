package dev.repartee.coach.session;

import dev.repartee.foundation.realtime.Topic;
import dev.repartee.foundation.realtime.TopicAccess;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Lets the owner of a session listen to it. */
@ApplicationScoped
class SessionTopic implements TopicAccess {

  private final Sessions sessions;

  @Inject
  SessionTopic(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public String kind() {
    return Topic.SESSIONS;
  }

  @Override
  public Scope scope() {
    return Scope.SESSIONS_READ;
  }

  @Override
  public Object currentState(UUID id, Caller caller) {
    return SessionEvents.status(sessions.require(caller, id), null);
  }
}
