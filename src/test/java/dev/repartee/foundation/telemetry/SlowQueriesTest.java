package dev.repartee.foundation.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlowQueriesTest {

  @Test
  void valuesAreStruckOutOfStatements() {
    assertEquals(
        "SELECT t1.a FROM b t1 WHERE c = ? AND d = ? AND e = ? LIMIT ?",
        SlowQueries.text(
            "SELECT t1.a\n  FROM b t1 WHERE c = 'it''s mine' AND d = 17.5 AND e = ? LIMIT 3"));
    assertEquals("SELECT ?, ?", SlowQueries.text("SELECT $$what was said$$, $x$it's$x$"));
  }

  @Test
  void aLiteralThatNeverEndsIsStruckOutToo() {
    assertEquals("SELECT ?", SlowQueries.text("SELECT '" + "a".repeat(9_000)));
  }

  @Test
  void longStatementsAreCut() {
    assertTrue(SlowQueries.text("SELECT a" + ", a".repeat(5_000)).length() < 2_100);
  }

  @Test
  void statementsAreCountedByWhatTheyDo() {
    assertEquals(SlowQueries.Kind.SELECT, SlowQueries.Kind.of(" \n select 1"));
    assertEquals(SlowQueries.Kind.SELECT, SlowQueries.Kind.of("WITH a AS (SELECT 1) TABLE a"));
    assertEquals(SlowQueries.Kind.UPDATE, SlowQueries.Kind.of("UPDATE a SET b = 1"));
    assertEquals(SlowQueries.Kind.OTHER, SlowQueries.Kind.of("VACUUM"));
    assertEquals(SlowQueries.Kind.OTHER, SlowQueries.Kind.of(""));
  }

  @Test
  void pathsAreToldWithoutIdsAndNames() {
    assertEquals(
        "/api/v1/sessions/{}/messages",
        Route.of("/api/v1/sessions/01a216a8-58d9-74e2-91c0-570d285626a4/messages"));
    assertEquals("/api/v1/{}", Route.of("/api/v1/somebody@example.com"));
    assertEquals("/", Route.of("/"));
  }
}
