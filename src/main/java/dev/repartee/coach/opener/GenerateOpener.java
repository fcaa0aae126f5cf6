package dev.repartee.coach.opener;

import dev.repartee.assistant.ai.Answer;
import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.ai.StreamSink;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.realtime.ClientAction;
import dev.repartee.foundation.realtime.ClientMessage;
import dev.repartee.foundation.realtime.Connection;
import dev.repartee.foundation.realtime.ErrorEvent;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;

/** Streams an opener to the client that asked for it, and keeps it when it is whole. */
@ApplicationScoped
class GenerateOpener implements ClientAction {

  private static final System.Logger LOG = System.getLogger(GenerateOpener.class.getName());

  private final Openers openers;
  private final Assistant assistant;
  private final OpenerStreams streams;

  @Inject
  GenerateOpener(Openers openers, Assistant assistant, OpenerStreams streams) {
    this.openers = openers;
    this.assistant = assistant;
    this.streams = streams;
  }

  /** The next piece of an opener. */
  public record Chunk(String type, String streamId, String content) {}

  /** The whole opener, as it was kept. */
  public record Complete(String type, String streamId, OpenerView opener) {}

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public Scope scope() {
    return Scope.OPENERS_WRITE;
  }

  @Override
  public void perform(ClientMessage message, Connection connection) {
    String streamId = message.requireStreamId();
    OpenerWish wish = message.payloadAs(OpenerWish.class).checked();
    Caller caller = connection.caller();
    OpenerStreams.Slot slot = streams.open(connection, streamId);
    try {
      slot.started(
          assistant.stream(
              Asker.of(caller),
              openers.material(caller.workspaceId(), wish),
              new Sink(connection, streamId, wish)));
    } catch (RuntimeException e) {
      streams.close(connection, streamId);
      throw e;
    }
  }

  private final class Sink implements StreamSink {

    private final Connection connection;
    private final String streamId;
    private final OpenerWish wish;

    Sink(Connection connection, String streamId, OpenerWish wish) {
      this.connection = connection;
      this.streamId = streamId;
      this.wish = wish;
    }

    @Override
    public void chunk(String text) {
      connection.send(new Chunk("chunk", streamId, text));
    }

    @Override
    public void complete(Answer<String> answer) {
      streams.close(connection, streamId);
      try {
        Opener opener = openers.keep(connection.caller(), wish, answer);
        connection.send(new Complete("complete", streamId, OpenerView.of(opener, Set.of())));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "An opener could not be kept", e);
        connection.send(
            new ErrorEvent(
                streamId, ProblemType.UNAVAILABLE, "The opener could not be saved. Try again."));
      }
    }

    @Override
    public void failed(Problem problem) {
      streams.close(connection, streamId);
      connection.send(ErrorEvent.of(streamId, problem));
    }

    @Override
    public void cancelled() {
      streams.close(connection, streamId);
    }
  }
}
