package dev.repartee.assistant.ai;

import dev.repartee.foundation.http.Problem;

/**
 * Takes an answer as it is written. Exactly one of {@link #complete}, {@link #failed} and {@link
 * #cancelled} comes last. All calls come one after the other, from one thread at a time; a call
 * that throws cancels the stream.
 */
public interface StreamSink {

  /** The next piece, never empty. */
  void chunk(String text);

  /** The whole text; the pieces put together, without blanks around them. */
  void complete(Answer<String> answer);

  /**
   * Nothing more comes. Pieces may have come before; they are all there is.
   *
   * @param problem what to tell the caller
   */
  void failed(Problem problem);

  /** Somebody cancelled the stream, or a call of this sink threw. */
  default void cancelled() {}
}
