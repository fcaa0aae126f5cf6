package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What both wings think with. Every question goes to the primary provider of the strategy and, when
 * that fails, to its fallbacks in order; every call of a provider is written down with its tokens,
 * cost, latency and outcome, whatever becomes of the caller's transaction.
 *
 * <p>A call takes as long as a provider takes: do not hold a transaction open around it.
 *
 * <p>All methods throw {@link Problem} with {@link ProblemType#COST_LIMIT_REACHED} when the
 * member's daily limit or every provider's monthly budget is used up, {@link
 * ProblemType#PROVIDER_TIMEOUT} when no provider answered in time, and {@link
 * ProblemType#PROVIDER_FAILED} when none gave a usable answer.
 */
@ApplicationScoped
@ManagedExecutorDefinition(
    name = "java:app/concurrent/ai-streams",
    qualifiers = AiStreams.class,
    virtual = true)
public class Assistant {

  private static final System.Logger LOG = System.getLogger(Assistant.class.getName());

  private final Strategy strategy;
  private final Executor threads;

  @Inject
  Assistant(Strategy strategy, @AiStreams ManagedExecutorService threads) {
    this(strategy, (Executor) threads);
  }

  Assistant(Strategy strategy, Executor threads) {
    this.strategy = strategy;
    this.threads = threads;
  }

  /** Whether a provider of the strategy can do this at all. */
  public boolean supports(Purpose purpose) {
    return strategy.supports(purpose);
  }

  /**
   * Names the providers and models that are asked, in order: an answer kept under another name was
   * given by another strategy.
   */
  public String strategyFingerprint() {
    return strategy.fingerprint();
  }

  /** What to say next. */
  public Answer<Suggestion> suggest(Asker asker, Material material) {
    return ask(asker, Ask.of(Purpose.SUGGESTION, material), Reading::suggestion);
  }

  /** A first message, all at once. */
  public Answer<String> open(Asker asker, Material material) {
    return ask(asker, Ask.of(Purpose.OPENER, material), Reading::opener);
  }

  /**
   * A first message, as it is written. Returns at once; the sink is called from another thread. A
   * provider that fails before its first piece is replaced by the next one, unseen; one that fails
   * later ends the stream with {@link StreamSink#failed}. Nothing is thrown: limits and failures go
   * to the sink too.
   */
  public Streaming stream(Asker asker, Material material, StreamSink sink) {
    Cancellation switchOff = new Cancellation();
    try {
      threads.execute(() -> run(asker, material, switchOff, sink));
    } catch (RejectedExecutionException e) {
      sink.failed(new Problem(ProblemType.UNAVAILABLE, "The server is busy or stopping."));
    }
    return switchOff;
  }

  private void run(Asker asker, Material material, Cancellation switchOff, StreamSink sink) {
    try {
      finish(asker, material, switchOff, sink);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A sink does not take the end of its stream", e);
    }
  }

  private void finish(Asker asker, Material material, Cancellation switchOff, StreamSink sink) {
    Answer<String> answer;
    try {
      answer = strategy.stream(asker, Ask.of(Purpose.OPENER, material), switchOff, sink);
    } catch (Stopped e) {
      sink.cancelled();
      return;
    } catch (Problem e) {
      sink.failed(e);
      return;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A stream ended with a fault of ours", e);
      sink.failed(new Problem(ProblemType.INTERNAL_ERROR, "Something went wrong on our side."));
      return;
    }
    sink.complete(answer);
  }

  /** Where the conversation stands, in the eyes of a provider; ask {@link #supports} first. */
  public Answer<PhaseOpinion> readPhase(Asker asker, Material material) {
    return ask(asker, Ask.of(Purpose.PHASE, material), Reading::phase);
  }

  /**
   * The messages of a chat screenshot, top to bottom; ask {@link #supports} first. Empty when the
   * image shows no chat.
   *
   * @param contentType {@code image/png}, {@code image/jpeg} or {@code image/webp}
   */
  public Answer<List<Line>> readScreenshot(Asker asker, byte[] image, String contentType) {
    return ask(asker, Ask.toRead(image, contentType), Reading::lines);
  }

  private <T> Answer<T> ask(Asker asker, Ask ask, Reading<T> reading) {
    try {
      return strategy.ask(asker, ask, reading);
    } catch (Stopped e) {
      throw new Problem(ProblemType.UNAVAILABLE, "The question was cancelled.");
    }
  }
}
