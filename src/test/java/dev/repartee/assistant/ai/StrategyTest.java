package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.fakes.Behaviour;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked, how often, and who is asked next. */
class StrategyTest {

  private static final Material MATERIAL =
      Material.of(Transcript.of(Line.contact("Saturday?"))).in(Phase.PIVOT);

  private final Room room = new Room().strategy("openai", "anthropic");

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void retriesTheSameProviderAfterAServerErrorWithGrowingPauses() {
    room.openAi.enqueue(Behaviour.status(500), Behaviour.status(503));
    Answer<Suggestion> answer = room.open().suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.OPENAI, answer.provider());
    assertEquals(
        List.of("openai server_error", "openai server_error", "openai ok"), room.ledger.outcomes());
    assertBetween(150, 300, room.pauses.get(0));
    assertBetween(300, 600, room.pauses.get(1));
  }

  @Test
  void fallsBackWhenRetriesAreUsedUp() {
    room.openAi.otherwise(Behaviour.status(500));
    Answer<Suggestion> answer = room.open().suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.ANTHROPIC, answer.provider());
    assertEquals(3, room.openAi.calls().size());
    assertEquals(List.of(Provider.OPENAI), room.fallbacks);
  }

  @Test
  void waitsAsLongAsTheVendorAsksWhenThatIsShort() {
    room.openAi.enqueue(Behaviour.rateLimited("2"));
    assertEquals(Provider.OPENAI, room.open().suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(List.of(Duration.ofSeconds(2)), room.pauses);
  }

  @Test
  void leavesAProviderAloneForAsLongAsItAsksWhenThatIsLong() {
    room.openAi.enqueue(Behaviour.rateLimited("60"));
    Assistant assistant = room.open();
    assertEquals(Provider.ANTHROPIC, assistant.suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(Provider.ANTHROPIC, assistant.suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(1, room.openAi.calls().size());
    assertEquals(Duration.ofSeconds(60), room.shared.begun.get(Provider.OPENAI));

    room.now = room.now.plusSeconds(61);
    assertEquals(Provider.OPENAI, assistant.suggest(Room.ASKER, MATERIAL).provider());
    assertTrue(room.shared.begun.isEmpty());
  }

  @Test
  void readsThePauseThatGeminiAsksForInTheBody() {
    room.strategy("gemini", "anthropic").gemini.enqueue(Behaviour.status(429));
    assertEquals(Provider.ANTHROPIC, room.open().suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(Duration.ofSeconds(35), room.shared.begun.get(Provider.GEMINI));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void doesNotRepeatWhatCanNotGoWell(int status) {
    room.openAi.enqueue(Behaviour.status(status));
    assertEquals(Provider.ANTHROPIC, room.open().suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(1, room.openAi.calls().size());
    assertTrue(room.pauses.isEmpty());
  }

  @Test
  void oneMembersRejectedRequestDoesNotCloseTheProviderToOthers() {
    Assistant assistant = room.with("AI_BREAKER_FAILURES", "1").open();
    room.openAi.enqueue(Behaviour.status(400));
    assistant.suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.OPENAI, assistant.suggest(Room.ASKER, MATERIAL).provider());
  }

  @Test
  void aWrongKeyIsNotTriedAgainUntilTheCooldownIsOver() {
    Assistant assistant = room.with("OPENAI_API_KEY", "wrong").open();
    assistant.suggest(Room.ASKER, MATERIAL);
    assistant.suggest(Room.ASKER, MATERIAL);
    assertEquals(1, room.openAi.calls().size());
    assertEquals("openai denied", room.ledger.outcomes().get(0));
  }

  @Test
  void aProviderThatHangsIsLeftAtItsTimeOutAndReplaced() {
    room.with("OPENAI_TIMEOUT", "200ms").openAi.otherwise(Behaviour.hang());
    Answer<Suggestion> answer = room.open().suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.ANTHROPIC, answer.provider());
    assertEquals(List.of("openai timeout", "anthropic ok"), room.ledger.outcomes());
    assertTrue(room.ledger.rows.get(0).latency().toMillis() >= 200);
  }

  @Test
  void aServerThatIsNotThereIsReplaced() {
    room.openAi.close();
    assertEquals(Provider.ANTHROPIC, room.open().suggest(Room.ASKER, MATERIAL).provider());
    assertEquals("openai unreachable", room.ledger.outcomes().get(0));
  }

  @Test
  void theBreakerIsSharedBetweenInstancesAndClosesAfterAGoodProbe() {
    room.with("AI_BREAKER_FAILURES", "2").with("AI_RETRIES", "0");
    room.openAi.enqueue(Behaviour.status(500), Behaviour.status(500));
    Assistant here = room.open();
    Assistant there = room.open();
    here.suggest(Room.ASKER, MATERIAL);
    here.suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.ANTHROPIC, there.suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(2, room.openAi.calls().size());

    room.now = room.now.plusSeconds(31);
    assertEquals(Provider.OPENAI, here.suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(Provider.OPENAI, there.suggest(Room.ASKER, MATERIAL).provider());
  }

  @Test
  void everyProviderFailingIsToldWithoutAnythingInternal() {
    room.openAi.otherwise(Behaviour.status(500));
    room.anthropic.otherwise(Behaviour.status(529));
    Problem problem = assertThrows(Problem.class, () -> room.open().suggest(Room.ASKER, MATERIAL));
    assertEquals(ProblemType.PROVIDER_FAILED, problem.type());
    String detail = String.valueOf(problem.getMessage());
    assertFalse(detail.contains("500") || detail.contains("openai"), detail);
    assertEquals(6, room.ledger.rows.size());
  }

  @Test
  void everyProviderTooSlowIsATimeOut() {
    room.with("AI_TIMEOUT", "150ms");
    room.openAi.otherwise(Behaviour.hang());
    room.anthropic.otherwise(Behaviour.slow(Duration.ofSeconds(30), Room.SUGGESTION));
    Problem problem = assertThrows(Problem.class, () -> room.open().suggest(Room.ASKER, MATERIAL));
    assertEquals(ProblemType.PROVIDER_TIMEOUT, problem.type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"hi\", \"title\": \"t\", \"tag\": \"x\"}",
        "{\"text\": 7, \"title\": \"t\", \"tag\": \"x\", \"analysis\": \"a\"}",
        "{\"text\": \"  \", \"title\": \"t\", \"tag\": \"x\", \"analysis\": \"a\"}",
        "{\"text\": \"hi\", \"title\": ",
        "Sure! You could say hi."
      })
  void anAnswerInTheWrongFormIsRepairedOnce(String wrong) {
    room.openAi.enqueue(Behaviour.ok(wrong));
    Answer<Suggestion> answer = room.open().suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.OPENAI, answer.provider());
    assertEquals(List.of("openai unusable", "openai ok"), room.ledger.outcomes());
    assertEquals(200, answer.usage().inputTokens());
    var messages = room.openAi.lastCall().body().getJsonArray("messages");
    assertEquals(4, messages.size());
    assertEquals("assistant", messages.getJsonObject(2).getString("role"));
    assertEquals(wrong, messages.getJsonObject(2).getString("content"));
    assertTrue(messages.getJsonObject(3).getString("content").contains("can not be used"));
  }

  @Test
  void tellsTheProviderWhatIsWrong() {
    String tooLong = Room.SUGGESTION.replace("plan", "x".repeat(41));
    room.openAi.enqueue(Behaviour.ok(tooLong));
    room.open().suggest(Room.ASKER, MATERIAL);
    String repair =
        room.openAi
            .lastCall()
            .body()
            .getJsonArray("messages")
            .getJsonObject(3)
            .getString("content");
    assertTrue(repair.contains("\"tag\" must not be longer than 40 characters"), repair);
  }

  @Test
  void anAnswerThatIsStillWrongAfterTheRepairIsLeftForTheNextProvider() {
    room.openAi.otherwise(Behaviour.ok("{}"));
    assertEquals(Provider.ANTHROPIC, room.open().suggest(Room.ASKER, MATERIAL).provider());
    assertEquals(
        List.of("openai unusable", "openai unusable", "anthropic ok"), room.ledger.outcomes());
  }

  @Test
  void anEmptyAnswerAndABodyThatIsNoJsonAreNotUsed() {
    room.openAi.enqueue(Behaviour.empty(), Behaviour.empty());
    assertEquals(Provider.ANTHROPIC, room.open().suggest(Room.ASKER, MATERIAL).provider());
    room.openAi.enqueue(Behaviour.malformed());
    assertEquals(Provider.ANTHROPIC, room.open().suggest(Room.ASKER, MATERIAL).provider());
    assertEquals("openai unusable", room.ledger.outcomes().get(3));
  }

  @Test
  void anObjectWithinACodeBlockIsRead() {
    room.openAi.enqueue(Behaviour.ok("```json\n" + Room.SUGGESTION + "\n```"));
    assertEquals("plan", room.open().suggest(Room.ASKER, MATERIAL).value().tag());
    assertEquals(List.of("openai ok"), room.ledger.outcomes());
  }

  @Test
  void readsAPhase() {
    room.openAi.enqueue(
        Behaviour.ok(
            "{\"phase\": \"PIVOT\", \"confidence\": 0.9, \"reason\": \"A day is named.\"}"));
    assertEquals(
        new PhaseOpinion(Phase.PIVOT, 0.9, "A day is named."),
        room.open().readPhase(Room.ASKER, MATERIAL).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phase\": \"MIDDLE\", \"confidence\": 0.9, \"reason\": \"r\"}",
        "{\"phase\": \"HOOK\", \"confidence\": 1.1, \"reason\": \"r\"}",
        "{\"phase\": \"HOOK\", \"confidence\": \"high\", \"reason\": \"r\"}"
      })
  void aPhaseThatDoesNotExistIsRefused(String wrong) {
    room.openAi.otherwise(Behaviour.ok(wrong));
    room.anthropic.otherwise(Behaviour.ok(wrong));
    assertThrows(Problem.class, () -> room.open().readPhase(Room.ASKER, MATERIAL));
  }

  @Test
  void theLocalProviderAnswersWithoutKeyNetworkOrCostAndSaysSo() {
    Answer<Suggestion> answer = room.strategy("local", "").open().suggest(Room.ASKER, MATERIAL);
    assertEquals(Provider.LOCAL, answer.provider());
    assertEquals("playbook", answer.model());
    assertEquals(0, answer.usage().costUsd().signum());
    assertEquals(List.of("local ok"), room.ledger.outcomes());
  }

  @Test
  void theLocalProviderIsNotAskedForWhatItCanNot() {
    Assistant local = room.strategy("local", "").open();
    assertTrue(local.supports(Purpose.SUGGESTION));
    assertFalse(local.supports(Purpose.PHASE));
    assertFalse(local.supports(Purpose.OCR));
    assertTrue(room.strategy("local", "gemini").open().supports(Purpose.OCR));
    Problem problem = assertThrows(Problem.class, () -> local.readPhase(Room.ASKER, MATERIAL));
    assertEquals(ProblemType.PROVIDER_FAILED, problem.type());
  }

  @Test
  void anotherStrategyHasAnotherFingerprint() {
    assertEquals(
        "openai:gpt-4.1-mini,anthropic:claude-haiku-4-5", room.open().strategyFingerprint());
    assertEquals("local:playbook", room.strategy("local", "").open().strategyFingerprint());
  }

  private static void assertBetween(long least, long most, Duration pause) {
    assertTrue(pause.toMillis() >= least && pause.toMillis() <= most, pause.toString());
  }
}
