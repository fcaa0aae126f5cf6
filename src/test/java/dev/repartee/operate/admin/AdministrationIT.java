package dev.repartee.operate.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Queues and jobs as their operators see them over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationIT {

  private static final String QUEUES = "/api/v1/admin/queues";
  private static final String JOBS = "/api/v1/admin/jobs";
  private static final String SECRET = "what nobody should read";

  private final TestServer server = TestServer.shared();
  private ApiClient operator;

  @BeforeAll
  void operate() {
    operator = server.operator();
  }

  /** A dead job of the usage rollup, whose payload holds a time and something private. */
  private String deadJob(String error) {
    String id = UUID.randomUUID().toString();
    server.execute(
        """
        INSERT INTO dead_job (id, queue, type, version, payload, attempts, max_attempts, created_at,
          died_at, last_error)
        SELECT '%s', 'rollup', type, 1, '{"tick":"2020-01-02T02:00:00Z","note":"%s"}', 2, 2, now(), now(), '%s'
        FROM job_schedule WHERE name = 'usage-rollup';
        INSERT INTO job_attempt (job_id, number, started_at, ended_at, outcome, error, instance)
        VALUES ('%s', 1, now(), now(), 'FAILED', '%s', 'one'), ('%s', 2, NULL, now(), 'LOST', NULL, NULL)
        """
            .formatted(id, SECRET, error, id, error, id));
    return id;
  }

  private JsonNode queue(String name) {
    return StreamSupport.stream(
            operator.get(QUEUES).expect(200).json().get("items").spliterator(), false)
        .filter(queue -> queue.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyTheOperatorsWorkspaceIsLetIn() {
    ApiClient somebody = server.member(); // an owner, of another workspace
    for (String path : List.of(QUEUES, QUEUES + "/traffic", JOBS, "/api/v1/admin/schedules")) {
      somebody.get(path).expectProblem(403, "forbidden");
      server.client().get(path).expectProblem(401, "unauthenticated");
    }
    String dead = deadJob("closed");
    somebody.get(JOBS + "/" + dead).expectProblem(403, "forbidden");
    somebody.post(JOBS + "/" + dead + "/retry", null).expectProblem(403, "forbidden");
    somebody.post(JOBS + "/" + dead + "/cancel", null).expectProblem(403, "forbidden");
    somebody.post(JOBS + "/retry", Map.of()).expectProblem(403, "forbidden");
    somebody.post(QUEUES + "/rollup/pause", null).expectProblem(403, "forbidden");
    somebody.post(QUEUES + "/rollup/resume", null).expectProblem(403, "forbidden");
    somebody
        .post(QUEUES + "/rollup/clean", Map.of("state", "dead"))
        .expectProblem(403, "forbidden");
    assertFalse(queue("rollup").get("paused").asBoolean());
  }

  @Test
  void everybodyMayAskWhetherTheyOperate() {
    String path = "/api/v1/admin/access";
    assertTrue(operator.get(path).expect(200).json().get("operator").asBoolean());
    assertFalse(server.member().get(path).expect(200).json().get("operator").asBoolean());
    server.client().get(path).expectProblem(401, "unauthenticated");
  }

  @Test
  void aQueueIsPausedAndResumed() {
    assertTrue(
        operator
            .post(QUEUES + "/generation/pause", null)
            .expect(200)
            .json()
            .get("paused")
            .asBoolean());
    assertTrue(queue("generation").get("paused").asBoolean());
    operator.post(QUEUES + "/generation/resume", null).expect(200);
    assertFalse(queue("generation").get("paused").asBoolean());
    operator.post(QUEUES + "/nothing/pause", null).expectProblem(404, "not_found");
    assertTrue(audited().containsAll(List.of("queue.paused", "queue.resumed")));
  }

  @Test
  void aDeadJobIsReadWithoutWhatIsPrivate() {
    String id = deadJob("It broke");
    JsonNode job = operator.get(JOBS + "/" + id).expect(200).json();
    assertEquals("dead", job.get("state").asText());
    assertEquals("It broke", job.get("error").asText());
    assertEquals("2020-01-02T02:00:00Z", job.get("payload").get("tick").asText());
    assertEquals("[23 characters]", job.get("payload").get("note").asText());
    assertEquals(
        List.of("failed", "lost"),
        StreamSupport.stream(job.get("timeline").spliterator(), false)
            .map(attempt -> attempt.get("outcome").asText())
            .toList());
    assertFalse(operator.get(JOBS + "?state=dead").expect(200).text().contains(SECRET));
    operator.get(JOBS + "/" + UUID.randomUUID()).expectProblem(404, "not_found");
  }

  @Test
  void aDeadJobIsTriedAgainAndGetsDone() {
    String id = deadJob("Not today");
    assertEquals(
        id,
        operator
            .get(JOBS + "?state=dead&error=not%20TODAY")
            .expect(200)
            .json()
            .at("/items/0/id")
            .asText());
    operator.post(JOBS + "/" + id + "/cancel", null).expectProblem(409, "conflict");
    operator.post(JOBS + "/" + id + "/retry", null).expect(200);
    assertTrue(Eventually.isTrue(() -> operator.get(JOBS + "/" + id).status() == 404));
    operator.post(JOBS + "/" + id + "/retry", null).expectProblem(404, "not_found");
    assertTrue(audited().contains("job.retried"));
  }

  @Test
  void manyDeadJobsAreTriedAgainByTheirError() {
    deadJob("Weather, first");
    deadJob("Weather, second");
    String other = deadJob("Climate");
    assertEquals(
        2,
        operator
            .post(JOBS + "/retry", Map.of("queue", "rollup", "error", "weather"))
            .expect(200)
            .json()
            .get("retried")
            .asInt());
    assertEquals("dead", operator.get(JOBS + "/" + other).json().get("state").asText());
  }

  @Test
  void aWaitingJobOfAPausedQueueIsListedAndCancelled() {
    operator.post(QUEUES + "/rollup/pause", null).expect(200);
    try {
      String id = deadJob("Waits");
      operator.post(JOBS + "/" + id + "/retry", null).expect(200);
      JsonNode waiting = operator.get(JOBS + "?queue=rollup&limit=100").expect(200).json();
      assertTrue(waiting.toString().contains(id));
      operator.post(JOBS + "/" + id + "/cancel", null).expect(204);
      operator.get(JOBS + "/" + id).expectProblem(404, "not_found");
    } finally {
      operator.post(QUEUES + "/rollup/resume", null).expect(200);
    }
  }

  @Test
  void deadJobsAreLeafedThroughAndForgotten() {
    for (int i = 0; i < 3; i++) {
      deadJob("Old");
    }
    JsonNode first = operator.get(JOBS + "?state=dead&error=old&limit=2").expect(200).json();
    assertEquals(2, first.get("items").size());
    String next = JOBS + "?state=dead&error=old&limit=2&cursor=" + first.get("nextCursor").asText();
    assertEquals(1, operator.get(next).expect(200).json().get("items").size());
    operator.get(next.replace("error=old", "error=new")).expectProblem(400, "validation_failed");
    operator
        .post(QUEUES + "/rollup/clean", Map.of("state", "running"))
        .expectProblem(400, "validation_failed");
    operator
        .post(QUEUES + "/rollup/clean", Map.of("state", "dead", "olderThanSeconds", -1))
        .expectProblem(400, "validation_failed");
    assertTrue(
        operator
                .post(QUEUES + "/rollup/clean", Map.of("state", "dead"))
                .expect(200)
                .json()
                .get("removed")
                .asInt()
            >= 3);
    assertEquals(0, queue("rollup").get("dead").asInt());
  }

  @Test
  void aStateThatIsNoneIsRefused() {
    operator.get(JOBS + "?state=asleep").expectProblem(400, "validation_failed");
    operator.get(QUEUES + "/traffic?minutes=0").expectProblem(400, "validation_failed");
  }

  @Test
  void whatGotDoneIsCountedByTheMinute() {
    operator.post(JOBS + "/" + deadJob("Count me") + "/retry", null).expect(200);
    assertTrue(
        Eventually.isTrue(
            () ->
                operator
                    .get(QUEUES + "/traffic?queue=rollup&minutes=10")
                    .expect(200)
                    .json()
                    .findValues("completed")
                    .stream()
                    .anyMatch(completed -> completed.asInt() > 0)));
  }

  @Test
  void schedulesTellTheirNextRuns() {
    JsonNode schedules = operator.get("/api/v1/admin/schedules").expect(200).json().get("items");
    assertTrue(schedules.size() >= 4);
    schedules.forEach(schedule -> assertEquals(5, schedule.get("nextTicks").size()));
  }

  private List<String> audited() {
    return StreamSupport.stream(
            operator.get("/api/v1/audit?limit=100").expect(200).json().get("items").spliterator(),
            false)
        .map(entry -> entry.get("action").asText())
        .toList();
  }
}
