package dev.repartee.coach.session;

import dev.repartee.coach.reaction.ReactionKind;
import dev.repartee.coach.reaction.Reactions;
import dev.repartee.coach.reaction.Subject;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns sessions and messages into what clients see, with what other rooms know about them. */
@ApplicationScoped
class SessionViews {

  private final Sessions sessions;
  private final Reactions reactions;
  private final ObjectStore store;

  @Inject
  SessionViews(Sessions sessions, Reactions reactions, ObjectStore store) {
    this.sessions = sessions;
    this.reactions = reactions;
    this.store = store;
  }

  SessionView whole(Caller caller, Session session) {
    List<SessionMessage> messages = sessions.transcript(session);
    Map<UUID, Set<ReactionKind>> reacted =
        reactions.of(
            caller, Subject.Kind.MESSAGE, messages.stream().map(SessionMessage::id).toList());
    return SessionView.of(
        session,
        imageUrl(session),
        messages.stream()
            .map(
                message ->
                    SessionView.MessageView.of(
                        message, reacted.getOrDefault(message.id(), Set.of())))
            .toList());
  }

  SessionView inList(Session session) {
    return SessionView.of(session, null, null);
  }

  SessionView.MessageView message(Caller caller, SessionMessage message) {
    return SessionView.MessageView.of(
        message,
        reactions
            .of(caller, Subject.Kind.MESSAGE, List.of(message.id()))
            .getOrDefault(message.id(), Set.of()));
  }

  private @Nullable URI imageUrl(Session session) {
    return session.imageKey().map(store::presignGet).orElse(null);
  }
}
