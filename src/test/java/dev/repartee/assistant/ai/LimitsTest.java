package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.fakes.Behaviour;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What it costs and when that is too much. A fake answer costs 0.12 dollars here. */
class LimitsTest {

  private final Room room =
      new Room().strategy("openai", "anthropic").with("AI_PRICES", "gpt-4.1-mini=1000/1000");

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aCallIsWrittenDownWithEverything() {
    Answer<Suggestion> answer = room.open().suggest(Room.ASKER, Material.none());
    UsageRow row = room.ledger.rows.get(0);
    assertEquals(Room.ASKER, row.asker());
    assertEquals("gpt-4.1-mini-2025-04-14", row.model());
    assertEquals(Purpose.SUGGESTION, row.purpose());
    assertEquals(100, row.inputTokens());
    assertEquals(20, row.outputTokens());
    assertEquals(new BigDecimal("0.120000"), row.costUsd());
    assertEquals(room.now, row.createdAt());
    assertEquals(answer.usage().costUsd(), row.costUsd());
    assertEquals(answer.usage().latency(), row.latency());
  }

  @Test
  void anAnswerIsGivenEvenWhenItsRowCanNotBeWritten() {
    room.ledger.broken = true;
    assertEquals("plan", room.open().suggest(Room.ASKER, Material.none()).value().tag());
  }

  @Test
  void aMemberBeyondTheDailyLimitWaitsForTheNextDay() {
    Assistant assistant = room.with("USER_DAILY_COST_LIMIT_USD", "0.20").open();
    assistant.suggest(Room.ASKER, Material.none());
    assistant.suggest(Room.ASKER, Material.none());
    assertLimit(assistant, Room.ASKER);
    assertEquals(2, room.openAi.calls().size());

    Asker other = new Asker(Room.ASKER.workspaceId(), UUID.randomUUID());
    assertEquals(Provider.OPENAI, assistant.suggest(other, Material.none()).provider());

    room.now = room.now.plus(Duration.ofHours(12));
    assertEquals(Provider.OPENAI, assistant.suggest(Room.ASKER, Material.none()).provider());
  }

  @Test
  void theLocalProviderStillAnswersAMemberBeyondTheLimit() {
    Assistant assistant =
        room.strategy("openai", "local").with("USER_DAILY_COST_LIMIT_USD", "0.10").open();
    assistant.suggest(Room.ASKER, Material.none());
    assertEquals(Provider.LOCAL, assistant.suggest(Room.ASKER, Material.none()).provider());
  }

  @Test
  void aProviderBeyondItsMonthlyBudgetIsSkippedUntilTheNextMonth() {
    Assistant assistant = room.with("AI_MAX_MONTHLY_COST_USD", "openai=0.10").open();
    assertEquals(Provider.OPENAI, assistant.suggest(Room.ASKER, Material.none()).provider());
    assertEquals(Provider.ANTHROPIC, assistant.suggest(Room.ASKER, Material.none()).provider());

    room.now = room.now.plus(Duration.ofDays(15));
    assertEquals(Provider.OPENAI, assistant.suggest(Room.ASKER, Material.none()).provider());
  }

  @Test
  void everyBudgetUsedUpIsToldAsALimit() {
    Assistant assistant = room.with("AI_MAX_MONTHLY_COST_USD", "0").open();
    assertLimit(assistant, Room.ASKER);
    assertEquals(0, room.openAi.calls().size());
  }

  @Test
  void whatAnotherInstanceSpentCountsWithinSeconds() {
    room.with("AI_MAX_MONTHLY_COST_USD", "openai=0.30");
    Assistant here = room.open();
    Assistant there = room.open();
    here.suggest(Room.ASKER, Material.none());
    there.suggest(Room.ASKER, Material.none());
    there.suggest(Room.ASKER, Material.none());
    room.now = room.now.plusSeconds(16);
    assertEquals(Provider.ANTHROPIC, here.suggest(Room.ASKER, Material.none()).provider());
  }

  @Test
  void aRepairIsPaidForTwice() {
    room.openAi.enqueue(Behaviour.ok("{}"));
    Answer<Suggestion> answer = room.open().suggest(Room.ASKER, Material.none());
    assertEquals(new BigDecimal("0.240000"), answer.usage().costUsd());
    assertEquals(2, room.ledger.rows.size());
  }

  @Test
  void aDatedModelHasThePriceOfTheLongestNameItBeginsWith() {
    Prices prices = Prices.from(Settings.of(Map.of("AI_PRICES", "gpt-4.1=9/9, mine=1/2")));
    assertEquals(new BigDecimal("0.400000"), prices.of("gpt-4.1-mini-2025-04-14", 1_000_000, 0));
    assertEquals(new BigDecimal("9.000000"), prices.of("gpt-4.1-2025-04-14", 1_000_000, 0));
    assertEquals(new BigDecimal("5.000000"), prices.of("mine", 1_000_000, 2_000_000));
    assertEquals(new BigDecimal("1.000000"), prices.of("claude-haiku-4-5-20251001", 1_000_000, 0));
    assertEquals(new BigDecimal("0.000000"), prices.of("unheard-of", 1_000_000, 0));
    assertEquals(new BigDecimal("0.000000"), prices.of("gpt-4.10", 1_000_000, 0));
  }

  private static void assertLimit(Assistant assistant, Asker asker) {
    Problem problem = assertThrows(Problem.class, () -> assistant.suggest(asker, Material.none()));
    assertEquals(ProblemType.COST_LIMIT_REACHED, problem.type());
  }
}
