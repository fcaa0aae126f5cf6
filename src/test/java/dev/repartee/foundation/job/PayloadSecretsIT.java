package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Secrets in the payloads of jobs, with real tables. */
class PayloadSecretsIT extends WorkerLab {

  private static final String TOKEN = "xoxb-7Yt0n5Qk-Grüße";
  private static final String OTHER = "whsec_MfKQ9r8GKYqrTwjU";

  /** A payload with secrets, alone and among others. */
  public record Delivery(String to, Secret token, List<Secret> more) {}

  /** Notes what it is given; fails when it is told to. */
  private static final class Courier implements JobHandler<Delivery> {

    final List<String> opened = new CopyOnWriteArrayList<>();
    final List<String> buried = new CopyOnWriteArrayList<>();
    volatile boolean fails;
    volatile JobOptions options =
        JobOptions.of(LabHandler.QUEUE).attempts(1).keepFor(Duration.ofHours(1));

    @Override
    public JobOptions options() {
      return options;
    }

    @Override
    public void run(Delivery delivery, JobContext job) {
      opened.add(delivery.token().reveal() + " " + delivery.more().get(0).reveal());
      if (fails) {
        throw new IllegalStateException("no way to deliver " + delivery);
      }
    }

    @Override
    public void dead(Delivery delivery) {
      buried.add(delivery.token().reveal());
    }
  }

  private final Courier courier = new Courier();
  private final Delivery delivery =
      new Delivery("Ann", Secret.of(TOKEN), List.of(Secret.of(OTHER)));

  @Test
  void aSecretIsSealedInEveryTableAndOpenForItsHandler() throws Exception {
    LabInstance instance = instance(courier);
    instance.enqueue(delivery);
    assertEquals(1, rows("job"));
    assertNowhere();

    courier.fails = true;
    instance.start();
    await(() -> rows("dead_job") == 1);
    assertEquals(List.of(TOKEN), courier.buried);
    assertNowhere();

    courier.fails = false;
    UUID id = UUID.fromString(text("SELECT id FROM dead_job"));
    instance.administer(admin -> admin.retry(id));
    await(() -> rows("done_job") == 1);
    assertNowhere();
    assertEquals(List.of(TOKEN + " " + OTHER, TOKEN + " " + OTHER), courier.opened);
    String payload = text("SELECT payload FROM done_job");
    assertTrue(payload.contains("\"to\":\"Ann\""), "what is no secret is as it was: " + payload);
    assertTrue(payload.contains("\"token\":\"" + PayloadSecrets.PREFIX), payload);
  }

  @Test
  void manyAtOnceAreSealedEachForItself() throws Exception {
    LabInstance instance = instance(courier);
    instance.database.inTransaction(
        () -> instance.jobs().enqueueAll(List.of(delivery, delivery, delivery)));
    assertNowhere();
    assertEquals(3, database.number("SELECT count(DISTINCT payload) FROM job"));
    instance.start();
    await(() -> rows("done_job") == 3);
    assertEquals(3, courier.opened.size());
  }

  @Test
  void theSecretOfAnotherJobCanNotBeOpened() throws Exception {
    LabInstance instance = instance(courier);
    UUID one = instance.enqueue(delivery);
    UUID other = instance.enqueue(delivery);
    database.execute(
        "UPDATE job SET payload = (SELECT payload FROM job WHERE id = ?) WHERE id = ?", one, other);
    instance.start();
    await(() -> rows("done_job") + rows("dead_job") == 2);
    assertEquals(other.toString(), text("SELECT id FROM dead_job"));
    assertEquals(1, courier.opened.size());
    String error = text("SELECT last_error FROM dead_job");
    assertFalse(error.contains(TOKEN), error);
  }

  @Test
  void whatIsReplacedByTheLastOrMadeByAScheduleHasNoSecrets() {
    LabInstance instance = instance(courier);
    courier.options = courier.options.keepLast("one");
    assertThrows(IllegalArgumentException.class, () -> instance.enqueue(delivery));
    assertThrows(RuntimeException.class, () -> Payloads.write(delivery));
    assertEquals(0, rows("job"));
  }

  /** Neither as it is nor in Base64 is a secret in any column of any table of jobs. */
  private void assertNowhere() {
    for (String table : List.of("job", "dead_job", "done_job", "job_attempt")) {
      for (String secret : List.of(TOKEN, OTHER)) {
        String base64 =
            Base64.getEncoder()
                .withoutPadding()
                .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        assertEquals(
            0,
            database.number(
                "SELECT count(*) FROM %1$s WHERE strpos(CAST(%1$s AS text), ?) > 0".formatted(table)
                    + " OR strpos(CAST(%s AS text), ?) > 0".formatted(table),
                secret,
                base64),
            secret + " in " + table);
      }
    }
  }

  private String text(String sql) {
    return new Statements(database).rows(sql, row -> row.getString(1)).get(0);
  }
}
