package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

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
public class Assistant {

  @Inject
  public Assistant() {}

  /** Whether a provider of the strategy can do this at all. */
  public boolean supports(Purpose purpose) {
    throw new UnsupportedOperationException(purpose.wireName());
  }

  /** What to say next. */
  public Answer<Suggestion> suggest(Asker asker, Material material) {
    throw new UnsupportedOperationException();
  }

  /** A first message, all at once. */
  public Answer<String> open(Asker asker, Material material) {
    throw new UnsupportedOperationException();
  }

  /**
   * A first message, as it is written. Returns at once; the sink is called from another thread. A
   * provider that fails before its first piece is replaced by the next one, unseen; one that fails
   * later ends the stream with {@link StreamSink#failed}. Nothing is thrown: limits and failures go
   * to the sink too.
   */
  public Streaming stream(Asker asker, Material material, StreamSink sink) {
    throw new UnsupportedOperationException();
  }

  /** Where the conversation stands, in the eyes of a provider; ask {@link #supports} first. */
  public Answer<PhaseOpinion> readPhase(Asker asker, Material material) {
    throw new UnsupportedOperationException();
  }

  /**
   * The messages of a chat screenshot, top to bottom; ask {@link #supports} first. Empty when the
   * image shows no chat.
   *
   * @param contentType {@code image/png}, {@code image/jpeg} or {@code image/webp}
   */
  public Answer<List<Line>> readScreenshot(Asker asker, byte[] image, String contentType) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes whenever the configured providers or models do, so that stored answers of others are
   * not served.
   */
  public String strategyFingerprint() {
    throw new UnsupportedOperationException();
  }
}
