package dev.repartee.assistant.ai;

import java.util.function.Consumer;

/** Hands pieces to a sink, and stops the stream when the sink does not want them. */
final class Pieces implements Consumer<String> {

  private static final System.Logger LOG = System.getLogger(Pieces.class.getName());

  private final StreamSink sink;
  private final Cancellation switchOff;
  private boolean begun;

  Pieces(StreamSink sink, Cancellation switchOff) {
    this.sink = sink;
    this.switchOff = switchOff;
  }

  /** Whether the sink has seen anything: from then on no other provider can begin anew. */
  boolean begun() {
    return begun;
  }

  @Override
  public void accept(String piece) {
    if (switchOff.cancelled()) {
      return;
    }
    begun = true;
    try {
      sink.chunk(piece);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A sink does not take any more", e);
      switchOff.cancel();
    }
  }
}
