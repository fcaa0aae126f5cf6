package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.Behaviour;
import dev.repartee.fakes.FakeVendor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An opener as it is written, whatever happens on the way. */
class StreamTest {

  private static final String TEXT = "Which trail was it";

  private final Room room = new Room().strategy("openai", "anthropic");
  private final CollectingSink sink = new CollectingSink();

  @AfterEach
  void close() {
    room.close();
  }

  private Streaming start() {
    return room.open().stream(Room.ASKER, Material.none(), sink);
  }

  @Test
  void aProviderThatFailsBeforeItsFirstPieceIsReplacedUnseen() throws Exception {
    room.openAi.otherwise(Behaviour.status(500));
    room.anthropic.enqueue(Behaviour.ok(TEXT));
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals(TEXT, String.join("", sink.chunks));
    assertEquals(Provider.ANTHROPIC, sink.answer().provider());
  }

  @Test
  void aStreamCutBeforeItsFirstPieceIsTriedAgain() throws Exception {
    room.openAi.enqueue(Behaviour.cutAfter(0, TEXT), Behaviour.ok(TEXT));
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals(List.of("openai unreachable", "openai ok"), room.ledger.outcomes());
  }

  @Test
  void aProviderThatStallsBeforeItsFirstPieceIsReplaced() throws Exception {
    room.with("OPENAI_TIMEOUT", "200ms").openAi.otherwise(Behaviour.stallAfter(0, TEXT));
    room.anthropic.enqueue(Behaviour.ok(TEXT));
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals("openai timeout", room.ledger.outcomes().get(0));
    assertTrue(room.openAi.hungUpWithin(Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini"})
  void aStreamCutLaterEndsWithAnErrorAndIsNotBegunAnew(String provider) throws Exception {
    room.strategy(provider, "anthropic".equals(provider) ? "openai" : "anthropic");
    vendor(provider).enqueue(Behaviour.cutAfter(2, TEXT));
    start();
    assertEquals("failed PROVIDER_FAILED", sink.awaitEnd());
    assertEquals(List.of("Which", " trail"), sink.chunks);
    assertEquals(List.of(provider + " unreachable"), room.ledger.outcomes());
    assertTrue(room.ledger.rows.get(0).estimated());
    assertTrue(room.ledger.rows.get(0).outputTokens() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini"})
  void aStreamThatEndsWithoutItsLastEventsIsNoWholeAnswer(String provider) throws Exception {
    room.strategy(provider, "");
    vendor(provider).enqueue(Behaviour.endEarlyAfter(2, TEXT));
    start();
    assertEquals("failed PROVIDER_FAILED", sink.awaitEnd());
    assertEquals(List.of("Which", " trail"), sink.chunks);
  }

  @Test
  void anErrorEventEndsAStreamWithAnError() throws Exception {
    room.strategy("anthropic", "openai");
    room.anthropic.enqueue(Behaviour.errorEventAfter(2, TEXT));
    start();
    assertEquals("failed PROVIDER_FAILED", sink.awaitEnd());
  }

  @Test
  void anErrorEventBeforeTheFirstPieceIsReplacedUnseen() throws Exception {
    room.strategy("anthropic", "openai").with("AI_RETRIES", "0");
    room.anthropic.enqueue(Behaviour.errorEventAfter(0, TEXT));
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals(Provider.OPENAI, sink.answer().provider());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini"})
  void aStreamThatFallsSilentLaterEndsWithATimeOut(String provider) throws Exception {
    room.strategy(provider, "").with("AI_STREAM_IDLE_TIMEOUT", "200ms");
    vendor(provider).enqueue(Behaviour.stallAfter(1, TEXT));
    start();
    assertEquals("failed PROVIDER_TIMEOUT", sink.awaitEnd());
    assertTrue(vendor(provider).hungUpWithin(Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini"})
  void cancellingHangsUpOnTheProvider(String provider) throws Exception {
    room.strategy(provider, "local");
    vendor(provider).enqueue(Behaviour.stallAfter(1, TEXT));
    Streaming streaming = start();
    sink.awaitChunk();
    streaming.cancel();
    assertEquals("cancelled", sink.awaitEnd());
    assertTrue(vendor(provider).hungUpWithin(Duration.ofSeconds(10)));
    assertEquals(List.of(provider + " cancelled"), room.ledger.outcomes());
    assertEquals(1, sink.ends.size());
  }

  @Test
  void cancellingBeforeTheFirstByteAsksNobodyElse() throws Exception {
    room.openAi.otherwise(Behaviour.hang());
    Streaming streaming = start();
    while (room.openAi.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    streaming.cancel();
    assertEquals("cancelled", sink.awaitEnd());
    assertTrue(room.anthropic.calls().isEmpty());
    assertEquals(List.of("openai cancelled"), room.ledger.outcomes());
  }

  @Test
  void aSinkThatThrowsStopsTheStream() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    room.openAi.enqueue(Behaviour.stallAfter(3, TEXT));
    room.open().stream(
        Room.ASKER,
        Material.none(),
        new CollectingSink() {
          @Override
          public void chunk(String text) {
            throw new IllegalStateException("the client is gone");
          }

          @Override
          public void cancelled() {
            ended.countDown();
          }
        });
    ended.await();
    assertTrue(room.openAi.hungUpWithin(Duration.ofSeconds(10)));
  }

  @Test
  void aStreamThatIsEmptyIsReplaced() throws Exception {
    room.openAi.enqueue(Behaviour.empty());
    room.anthropic.enqueue(Behaviour.ok(TEXT));
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals(List.of("openai unusable", "anthropic ok"), room.ledger.outcomes());
  }

  @Test
  void aStreamOfGarbageIsReplaced() throws Exception {
    room.with("AI_RETRIES", "0").openAi.enqueue(Behaviour.malformed());
    room.anthropic.enqueue(Behaviour.ok(TEXT));
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals(Provider.ANTHROPIC, sink.answer().provider());
  }

  @Test
  void aLimitIsToldToTheSink() throws Exception {
    room.with("AI_MAX_MONTHLY_COST_USD", "0");
    start();
    assertEquals("failed COST_LIMIT_REACHED", sink.awaitEnd());
  }

  @Test
  void theLocalProviderStreamsToo() throws Exception {
    room.strategy("local", "");
    start();
    assertEquals("complete", sink.awaitEnd());
    assertEquals(sink.answer().value(), String.join("", sink.chunks).strip());
    assertTrue(sink.chunks.size() > 1);
  }

  private FakeVendor vendor(String provider) {
    return switch (provider) {
      case "openai" -> room.openAi;
      case "anthropic" -> room.anthropic;
      default -> room.gemini;
    };
  }
}
