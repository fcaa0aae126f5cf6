package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that another version of the product has written, or nobody, and handlers without sense. */
class PoisonIT extends WorkerLab {

  /** What version 2 knows: name was called text, and volume was not there. */
  public record Song(String name, @Nullable Integer volume) {}

  /** Version 2 of a handler. */
  private static final class SongHandler implements JobHandler<Song> {
    final List<Song> sung = new CopyOnWriteArrayList<>();

    @Override
    public JobOptions options() {
      return JobOptions.of(LabHandler.QUEUE);
    }

    @Override
    public void run(Song song, JobContext job) {
      sung.add(song);
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public JsonObject upgrade(JsonObject payload, int from) {
      return Json.createObjectBuilder(payload)
          .add("name", payload.get("text"))
          .remove("text")
          .build();
    }
  }

  private UUID stored(String type, int version, String payload) {
    UUID id = UUID.randomUUID();
    database.execute(
        "INSERT INTO job (id, queue, type, version, payload, max_attempts, backoff, timeout_ms,"
            + " run_at, created_at) VALUES (?, 'screenshot', ?, ?, ?, 1, ?, 60000, now(), now())",
        id,
        type,
        version,
        payload,
        Backoff.fixed(Duration.ZERO).text());
    return id;
  }

  @Test
  void aRowOfVersionOneRunsAfterTheUpgradeToVersionTwo() throws Exception {
    SongHandler songs = new SongHandler();
    stored("PoisonIT.Song", 1, "{\"text\":\"Grüße\",\"gone\":[1]}");
    stored("PoisonIT.Song", 2, "{\"name\":\"new\",\"volume\":11}");
    LabInstance upgraded = instance(songs).start();
    awaitNoJobs();
    await(() -> songs.sung.size() == 2);

    assertTrue(songs.sung.contains(new Song("Grüße", null)), songs.sung::toString);
    assertTrue(songs.sung.contains(new Song("new", 11)), songs.sung::toString);
    upgraded.enqueue(new Song("newest", 1), options -> options.delay(PATIENCE));
    assertEquals(2, database.number("SELECT version FROM job"));
    assertEquals(0, rows("dead_job"));
  }

  @Test
  void whatNobodyCanReadDiesWithAClearErrorAndTheOthersGoOn() throws Exception {
    UUID broken = stored("LabHandler.Work", 1, "{broken");
    UUID stranger = stored("Nobody.Knows", 1, "{}");
    UUID tooNew = stored("LabHandler.Work", 9, "{\"name\":\"future\"}");
    UUID wrong = stored("LabHandler.Work", 1, "[1,2]");
    LabInstance instance = instance(ONE_HAND).start();
    for (int i = 0; i < 20; i++) {
      instance.enqueue(new LabHandler.Work("good " + i));
    }
    awaitNoJobs();

    await(() -> handler.begun.stream().filter(name -> name.startsWith("good")).count() == 20);
    assertEquals(4, rows("dead_job"));
    assertEquals(20, handler.begun.size());
    String unreadable = "The payload can not be read as version 1 of LabHandler.Work";
    assertTrue(error(broken).contains(unreadable), error(broken));
    assertTrue(error(stranger).contains("No handler takes Nobody.Knows"), error(stranger));
    assertTrue(
        error(tooNew).contains("LabHandler.Work has version 9, and this instance knows up to 1"),
        error(tooNew));
    assertTrue(error(wrong).contains(unreadable), error(wrong));
  }

  private String error(UUID dead) {
    return new Statements(database)
        .rows("SELECT last_error FROM dead_job WHERE id = ?", row -> row.getString(1), dead)
        .get(0);
  }

  @Test
  void aHandlerThatFillsItsOwnQueueKeepsNobodyElseAndIsWorkedOff() throws Exception {
    AtomicReference<LabInstance> self = new AtomicReference<>();
    handler.body =
        (work, job) -> {
          if (work.name().equals("flood")) {
            job.complete(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    value(self).jobs().enqueue(new LabHandler.Work("drop"));
                  }
                });
          } else if (work.name().equals("drop")) {
            value(self).enqueue(new LabHandler.Work("last"));
          }
        };
    SongHandler songs = new SongHandler();
    LabInstance instance = instance(Map.of("WORKER_CONCURRENCY_SCREENSHOT", "2"), handler, songs);
    self.set(instance);
    instance.start();
    instance.enqueue(new LabHandler.Work("flood"));
    instance.enqueue(new Song("beside", null));
    awaitNoJobs();

    await(() -> handler.begun.size() == 4_001);
    assertEquals(1, songs.sung.size());
    assertEquals(0, rows("dead_job"));
    assertNull(songs.sung.get(0).volume());
  }
}
