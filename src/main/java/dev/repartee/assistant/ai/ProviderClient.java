package dev.repartee.assistant.ai;

import java.util.function.Consumer;

/** One provider. A call is tried once; whoever calls decides what comes after a failure. */
interface ProviderClient {

  Provider provider();

  /** The model that is asked, for usage rows of calls that never came to an answer. */
  String model();

  boolean supports(Purpose purpose);

  /**
   * Asks and waits for the whole answer.
   *
   * @throws ProviderFailure when there is none to use
   */
  Reply ask(Ask ask, Call call);

  /**
   * Asks and hands over the answer piece by piece, on the calling thread.
   *
   * @return the whole answer
   * @throws ProviderFailure when it does not come to its end; pieces may have been handed over
   */
  Reply stream(Ask ask, Call call, Consumer<String> pieces);
}
