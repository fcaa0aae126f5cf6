package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Failures;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.BearerVerifier;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each message of a client leads to, in the order of arrival. */
@ApplicationScoped
class Protocol {

  /** So many messages that can not be understood, and we hang up. */
  static final int MAX_GARBAGE = 10;

  /** The most characters one message may have. */
  static final int MAX_MESSAGE = 65_536;

  private static final String AUTHENTICATE = "authenticate";
  private static final String PING = "ping";
  private static final String SUBSCRIBE = "subscribe";
  private static final String UNSUBSCRIBE = "unsubscribe";
  private static final int MAX_TOKEN = 16_384;
  private static final System.Logger LOG = System.getLogger(Protocol.class.getName());

  /** An event that says nothing but its name; public, because JSON-B reads it. */
  public record Plain(String type) {}

  private final BearerVerifier verifier;
  private final Connections connections;
  private final Topics topics;
  private final Actions actions;
  private final RealtimeConfig config;

  @Inject
  Protocol(
      BearerVerifier verifier,
      Connections connections,
      Topics topics,
      Actions actions,
      RealtimeConfig config) {
    this.verifier = verifier;
    this.connections = connections;
    this.topics = topics;
    this.actions = actions;
    this.config = config;
  }

  /** Answers one text message; whatever is wrong with it is told to the client. */
  void received(String text, SocketConnection connection) {
    connection.heard();
    if (text.length() > MAX_MESSAGE) {
      connection.close(Closing.MESSAGE_TOO_LARGE);
      return;
    }
    ClientMessage message;
    try {
      message = MessageReader.read(text);
    } catch (Problem garbage) {
      garbage(connection, null, garbage);
      return;
    }
    if (connection.credentials().isEmpty() && !message.action().equals(AUTHENTICATE)) {
      connection.close(Closing.NEVER_AUTHENTICATED);
      return;
    }
    if (!connection.allowsMessage()) {
      connection.close(Closing.TOO_MANY_MESSAGES);
      return;
    }
    perform(message, connection);
  }

  /** Answers something that is not even text. */
  void receivedBinary(SocketConnection connection) {
    connection.heard();
    garbage(connection, null, new Problem(ProblemType.MALFORMED_BODY, "Send JSON as text."));
  }

  private void garbage(SocketConnection connection, @Nullable String streamId, Problem what) {
    if (connection.credentials().isEmpty()) {
      connection.close(Closing.NEVER_AUTHENTICATED);
    } else if (connection.countGarbage() >= MAX_GARBAGE) {
      connection.close(Closing.TOO_MUCH_GARBAGE);
    } else {
      connection.send(ErrorEvent.of(streamId, what));
    }
  }

  private void perform(ClientMessage message, SocketConnection connection) {
    try {
      if (!dispatch(message, connection)) {
        garbage(
            connection,
            message.streamId(),
            Problem.invalid("action", "is none that this server knows"));
      }
    } catch (Problem problem) {
      connection.send(ErrorEvent.of(message.streamId(), problem));
    } catch (RuntimeException e) {
      connection.send(told(message, e));
    }
  }

  /** What is away is said to be away; what is our fault is logged and said in fixed words. */
  private static ErrorEvent told(ClientMessage message, RuntimeException failure) {
    Problem problem = Failures.problem(failure);
    if (problem.type() != ProblemType.INTERNAL_ERROR) {
      return ErrorEvent.of(message.streamId(), problem);
    }
    LOG.log(System.Logger.Level.ERROR, "The action " + message.action() + " failed", failure);
    return new ErrorEvent(message.streamId(), problem.type(), problem.type().title() + ".");
  }

  private boolean dispatch(ClientMessage message, SocketConnection connection) {
    String action = message.action();
    if (action.equals(AUTHENTICATE)) {
      authenticate(message, connection);
      return true;
    }
    if (action.equals(PING)) {
      connection.send(new Plain("pong"));
      return true;
    }
    int colon = action.indexOf(':');
    if (colon > 0 && topics.knows(action.substring(0, colon))) {
      String kind = action.substring(0, colon);
      String verb = action.substring(colon + 1);
      if (verb.equals(SUBSCRIBE)) {
        topics.subscribe(kind, message.payload(), connection);
        return true;
      }
      if (verb.equals(UNSUBSCRIBE)) {
        topics.unsubscribe(kind, message.payload(), connection);
        return true;
      }
    }
    return actions.perform(message, connection);
  }

  private void authenticate(ClientMessage message, SocketConnection connection) {
    Optional<String> token =
        message.payload().get("token") instanceof JsonString text
            ? Optional.of(text.getString()).filter(value -> value.length() <= MAX_TOKEN)
            : Optional.empty();
    Optional<Caller> caller = token.flatMap(verifier::verify);
    if (caller.isEmpty()) {
      connection.close(Closing.AUTHENTICATION_FAILED);
      return;
    }
    Optional<SocketConnection.Credentials> before = connection.credentials();
    if (before.isPresent() && !isSameMember(before.get().caller(), caller.get())) {
      throw new Problem(
          ProblemType.FORBIDDEN, "This connection belongs to another member; open a new one.");
    }
    connection.authenticated(new SocketConnection.Credentials(caller.get(), token.orElseThrow()));
    if (before.isEmpty()
        && !connections.countForMember(connection, config.maxConnectionsPerMember())) {
      connection.close(Closing.TOO_MANY_CONNECTIONS);
      return;
    }
    connection.send(new Plain("authenticated"));
  }

  private static boolean isSameMember(Caller one, Caller other) {
    return one.userId().equals(other.userId()) && one.workspaceId().equals(other.workspaceId());
  }
}
