package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleRulesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static List<Instant> times(String... times) {
    return Stream.of(times).map(Instant::parse).toList();
  }

  private static List<Instant> berlin(String expression, String from, int count) {
    return new CronRule(expression, BERLIN).next(Instant.parse(from), count);
  }

  @Test
  void ticksByTheClockOfTheZone() {
    assertEquals(
        times("2026-01-10T08:00:00Z", "2026-01-11T08:00:00Z"),
        berlin("0 9 * * *", "2026-01-09T08:00:00Z", 2));
    assertEquals(
        times("2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"),
        berlin("0 9 * * *", "2026-03-27T12:00:00Z", 3));
  }

  @Test
  void aTimeThatIsJumpedOverTicksAtTheEndOfTheGap() {
    assertEquals(
        times("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
        berlin("30 2 * * *", "2026-03-27T12:00:00Z", 3));
  }

  @Test
  void timesThatAreJumpedOverTogetherTickOnce() {
    assertEquals(
        times("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z", "2026-03-30T00:15:00Z"),
        berlin("*/15 2 * * *", "2026-03-28T12:00:00Z", 3));
  }

  @Test
  void aTimeThatComesTwiceTicksTheFirstTime() {
    assertEquals(
        times("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        berlin("30 2 * * *", "2026-10-23T12:00:00Z", 3));
    assertEquals(
        times("2026-10-26T01:30:00Z"),
        berlin("30 2 * * *", "2026-10-25T01:10:00Z", 1),
        "asked in the hour that comes again");
  }

  @Test
  void everyHourIsEveryHourThatPasses() {
    assertEquals(
        times("2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
        berlin("0 * * * *", "2026-10-24T22:30:00Z", 3));
    assertEquals(
        times("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"),
        berlin("0 * * * *", "2026-03-28T23:30:00Z", 3));
  }

  @Test
  void aTickIsNeverItsOwnNext() {
    Instant tick = Instant.parse("2026-03-27T02:00:00Z");
    assertEquals(
        Instant.parse("2026-03-28T02:00:00Z"),
        new CronRule("0 2 * * *", ZoneOffset.UTC).after(tick));
    assertEquals(
        Instant.parse("2026-03-27T02:05:00Z"), new EveryRule(Duration.ofMinutes(5)).after(tick));
  }

  @Test
  void everyCountsFromTheEpochWheneverItIsAsked() {
    Rule rule = new EveryRule(Duration.ofMinutes(5));
    assertEquals(
        times("2026-03-27T02:05:00Z", "2026-03-27T02:10:00Z"),
        rule.next(Instant.parse("2026-03-27T02:03:21.123456Z"), 2));
    assertEquals(Instant.EPOCH, rule.after(Instant.EPOCH.minusNanos(1)), "also before the epoch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bad", "* * * *", "61 * * * *", "0 0 30 2 *", "0 0 1,,2 * *", "0 12 * * 1#2"})
  void whatIsNoCronExpressionIsRefused(String expression) {
    assertThrows(IllegalArgumentException.class, () -> new CronRule(expression, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cron 0 2 * * *", "cron */7 * * * * *", "every PT5M", "every PT24H"})
  void aRuleSurvivesTheTable(String text) {
    assertEquals(text, Rule.parse(text, ZoneOffset.UTC).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cron", "every", "sometimes PT5M", "every now"})
  void whatIsNoRuleIsRefused(String text) {
    assertThrows(RuntimeException.class, () -> Rule.parse(text, ZoneOffset.UTC));
  }

  @Test
  void aScheduleTicksOnceASecondAtMost() {
    assertThrows(IllegalArgumentException.class, () -> new EveryRule(Duration.ofMillis(999)));
  }

  @Test
  void theNewestOfManyMissedTicksAreFoundWithoutCountingAllOfThem() {
    Rule rule = new EveryRule(Duration.ofSeconds(1));
    Instant first = Instant.EPOCH; // 1.8 billion ticks ago
    Instant now = Instant.parse("2026-03-27T02:00:00.5Z");
    assertEquals(
        times("2026-03-27T01:59:58Z", "2026-03-27T01:59:59Z", "2026-03-27T02:00:00Z"),
        rule.due(first, now, 3));
    assertEquals(1000, rule.due(first, now, 1000).size());
  }

  @Test
  void whatIsDueBeginsWithTheFirstTickAndEndsNow() {
    Rule rule = new CronRule("0 2 * * *", BERLIN);
    Instant first = Instant.parse("2026-10-24T00:00:00Z");
    List<Instant> all =
        times("2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z");
    Instant now = Instant.parse("2026-10-26T01:00:00Z");
    assertEquals(all, rule.due(first, now, 10));
    assertEquals(all.subList(1, 3), rule.due(first, now, 2));
    assertEquals(all.subList(0, 1), rule.due(first, first, 5));
  }
}
