package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadsTest {

  /** What the product's payloads are made of. */
  public record Letter(UUID id, String text, @Nullable String note, Instant at, List<Integer> n) {}

  private static class LetterHandler implements JobHandler<Letter> {
    @Override
    public JobOptions options() {
      return JobOptions.of("screenshot");
    }

    @Override
    public void run(Letter payload, JobContext job) {}
  }

  private static final class RenamedHandler extends LetterHandler {
    @Override
    public int version() {
      return 2;
    }

    @Override
    public JsonObject upgrade(JsonObject payload, int from) {
      return Json.createObjectBuilder().add("text", payload.get("words")).build();
    }
  }

  private static Letter read(String json, int version, JobHandler<Letter> handler) {
    Lease lease =
        new Lease(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "screenshot",
            "PayloadsTest.Letter",
            version,
            json,
            1,
            1,
            Backoff.fixed(Duration.ZERO),
            Duration.ofSeconds(1),
            Instant.EPOCH,
            null,
            0,
            Lease.Traits.NONE);
    return Payloads.read(lease, Letter.class, handler);
  }

  @Test
  void isReadAsItWasWritten() {
    Letter letter =
        new Letter(
            UUID.randomUUID(),
            "Grüße 🎉 \0 \"quoted\"",
            null,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            List.of(1, 2));

    assertEquals(letter, read(Payloads.write(letter), 1, new LetterHandler()));
  }

  @Test
  void anOldPayloadLacksWhatWasAddedAndHasWhatWasRemoved() {
    Letter letter = read("{\"text\":\"hello\",\"gone\":{\"a\":[1]}}", 1, new LetterHandler());

    assertEquals("hello", letter.text());
    assertNull(letter.id());
  }

  @Test
  void anOlderVersionIsUpgradedByItsHandler() {
    assertEquals("hello", read("{\"words\":\"hello\"}", 1, new RenamedHandler()).text());
    assertEquals("hello", read("{\"text\":\"hello\"}", 2, new RenamedHandler()).text());
  }

  @Test
  void aNewerVersionIsLeftToANewerInstance() {
    assertThrows(
        IllegalStateException.class, () -> read("{\"text\":\"hello\"}", 3, new RenamedHandler()));
  }

  @Test
  void aPayloadHas64KilobytesAtMost() {
    String overhead = Payloads.write(new LabHandler.Work(""));
    int room = Payloads.MAX_BYTES - overhead.length();

    assertEquals(
        Payloads.MAX_BYTES, Payloads.write(new LabHandler.Work("a".repeat(room))).length());
    assertThrows(
        IllegalArgumentException.class,
        () -> Payloads.write(new LabHandler.Work("a".repeat(room + 1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Payloads.write(new LabHandler.Work("ü".repeat(room / 2 + 1))));
  }

  @Test
  void twoHandlersOfOneTypeAreRefused() {
    List<LetterHandler> twins = List.of(new LetterHandler(), new LetterHandler());

    assertThrows(IllegalStateException.class, () -> new Handlers(twins, LabDatabase.ENCRYPTION));
  }
}
