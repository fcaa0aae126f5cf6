package dev.repartee.account.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.FakeClerk;
import dev.repartee.foundation.config.Secret;
import dev.repartee.testing.Mutants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SvixSecretTest {

  private static final int MUTANTS = 100_000;

  private final Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final SvixSecret secret =
      SvixSecret.parse(Secret.of(FakeClerk.WEBHOOK_SECRET)).orElseThrow();
  private final String body = "{\"type\":\"user.deleted\",\"data\":{\"id\":\"user_1\"}}";

  /** The example of Svix' own documentation. */
  @Test
  void signsAsSvixDoes() {
    SvixSecret theirs =
        SvixSecret.parse(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).orElseThrow();
    assertTrue(
        theirs.isGood(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
            Instant.ofEpochSecond(1614265330)));
  }

  @Test
  void oneOfSeveralSignaturesIsEnoughAsWhileTheSecretChanges() {
    String mine = signature(FakeClerk.WEBHOOK_SECRET);
    String next = signature(FakeClerk.webhookSecret("another secret of enough bytes"));
    assertTrue(isGood("msg_1", "1893456000", mine + " " + next, body));
    assertTrue(isGood("msg_1", "1893456000", next + " " + mine, body));
    assertFalse(isGood("msg_1", "1893456000", next, body));
  }

  @Test
  void whatIsTooOldOrOfTheFutureIsRefused() {
    for (long seconds : List.of(-301, 301, -86_400)) {
      long at = now.getEpochSecond() + seconds;
      String signature = FakeClerk.signature(FakeClerk.WEBHOOK_SECRET, "msg_1", at, body);
      assertFalse(isGood("msg_1", Long.toString(at), signature, body), seconds + " s");
    }
    long at = now.getEpochSecond() - 299;
    assertTrue(
        isGood(
            "msg_1",
            Long.toString(at),
            FakeClerk.signature(FakeClerk.WEBHOOK_SECRET, "msg_1", at, body),
            body));
  }

  @Test
  void withoutOneOfTheHeadersThereIsNoSignature() {
    String signature = signature(FakeClerk.WEBHOOK_SECRET);
    assertFalse(isGood(null, "1893456000", signature, body));
    assertFalse(isGood("msg_1", null, signature, body));
    assertFalse(isGood("msg_1", "1893456000", null, body));
    assertFalse(isGood("msg_1", "1893456000", "", body));
    assertFalse(isGood("msg.1", "1893456000", signature, body));
    assertFalse(isGood("msg_1", "99999999999999999999", signature, body));
  }

  @Test
  void whatIsNoSecretOfAWebhookIsRefused() {
    for (String text : List.of("whsec_", "whsec_AAAA", "whsec_?!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2L")) {
      assertEquals(Optional.empty(), SvixSecret.parse(Secret.of(text)), text);
    }
  }

  @Test
  void noMutantIsTaken() {
    Mutants mutants = new Mutants();
    String id = "msg_2b3c4d5e6f7g8h9i";
    String time = Long.toString(now.getEpochSecond());
    String right = FakeClerk.signature(FakeClerk.WEBHOOK_SECRET, id, now.getEpochSecond(), body);
    String other =
        FakeClerk.signature(FakeClerk.WEBHOOK_SECRET, id, now.getEpochSecond(), body + " ");
    assertTrue(isGood(id, time, right, body));
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < MUTANTS; i++) {
      String mutant =
          switch (i % 4) {
            case 0 -> mutants.of(id, "msg_other");
            case 1 -> mutants.of(time, Long.toString(now.getEpochSecond() + 1));
            case 2 -> mutants.of(body, body + " ");
            default -> mutants.of(right, other);
          };
      boolean isTaken =
          switch (i % 4) {
            case 0 -> isGood(mutant, time, right, body);
            case 1 -> isGood(id, mutant, right, body);
            case 2 -> isGood(id, time, right, mutant);
            // a second word is a second signature, which may be anything
            default -> !mutant.contains(" ") && isGood(id, time, mutant, body);
          };
      if (isTaken) {
        taken.add(mutant);
      }
    }
    mutants.report("webhooks of Clerk", MUTANTS, taken);
  }

  private String signature(String with) {
    return FakeClerk.signature(with, "msg_1", 1_893_456_000, body);
  }

  private boolean isGood(
      @Nullable String id, @Nullable String timestamp, @Nullable String signature, String text) {
    return secret.isGood(id, timestamp, signature, text.getBytes(StandardCharsets.UTF_8), now);
  }
}
