package dev.repartee.account.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.repartee.account.audit.Act;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.OneConnection;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionConfig;
import dev.repartee.foundation.security.Undecipherable;
import dev.repartee.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The keys in Postgres, as several instances use them; the clock is ours. */
class SigningKeysIT {

  private static final String ONE = "RrT9Zc1Jv0oTnUqv7p1fX6m0kqk4m3yq2mB8jQeYwXo=";
  private static final String OTHER = "4zu9v1XlP8mKcBqk0f1gP8GkWJm2cJc0hYv3nqzC9zE=";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final JWTClaimsSet CLAIMS = new JWTClaimsSet.Builder().subject("ann").build();

  private final PGSimpleDataSource database = TestDatabase.at(TestDatabase.migrated());
  private final SigningConfig config = new SigningConfig(Settings.of(Map.of()));
  private final Encryption encryption = encryption(Map.of("ENCRYPTION_KEY", ONE));
  private final List<Act> acts = Collections.synchronizedList(new ArrayList<>());
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void instancesThatStartAtOnceAgreeOnOneKey() throws Exception {
    ExecutorService instances = Executors.newFixedThreadPool(8);
    try {
      Callable<Object> start =
          () ->
              changed(
                  rotation -> {
                    rotation.begin();
                    return "";
                  });
      for (Future<Object> started : instances.invokeAll(Collections.nCopies(8, start))) {
        started.get();
      }
    } finally {
      instances.shutdown();
    }
    assertEquals(1, store(encryption).all().size());
    assertEquals(List.of("signing_key.created"), acts.stream().map(Act::action).toList());
    assertEquals(ring().current().id(), ring().current().id());
  }

  @Test
  void aKeyIsRotatedInTimeWithAnOverlapAndEveryInstanceLearnsOfIt() {
    begin();
    SigningKeyRing one = ring();
    SigningKeyRing two = ring();
    SignedTokens at = new SignedTokens(one);
    SignedTokens elsewhere = new SignedTokens(two);
    String old = one.current().id();
    assertEquals(old, two.current().id());

    now = now.plus(Duration.ofDays(88));
    assertTrue(changed(SigningKeyRotation::rotateIfDue).isEmpty(), "not yet");
    now = now.plus(Duration.ofDays(1));
    SigningKeyRotation.Next next = changed(SigningKeyRotation::rotateIfDue).orElseThrow();
    assertTrue(changed(SigningKeyRotation::rotateIfDue).isEmpty(), "once is enough");
    assertEquals(now.plus(Duration.ofDays(1)), next.signsFrom());
    assertEquals(old, one.current().id());
    assertEquals(2, two.published().size());

    now = next.signsFrom().minusMillis(1);
    String last = at.sign(TYPE, CLAIMS);
    now = next.signsFrom();
    assertEquals(next.id(), one.current().id());
    assertEquals(next.id(), two.current().id());
    assertTrue(elsewhere.open(TYPE, last).isPresent(), "of the key before");
    assertTrue(elsewhere.open(TYPE, at.sign(TYPE, CLAIMS)).isPresent(), "of the key of now");

    assertEquals(List.of(), retention().due("", 10));
    now = now.plus(config.tokenLifetime()).plus(SigningKeyRing.MARGIN).plusMillis(1);
    assertTrue(elsewhere.open(TYPE, last).isEmpty());
    retention().remove(retention().due("", 10));
    assertEquals(
        List.of(next.id()),
        store(encryption).all().stream().map(SigningKeyStore.Stored::id).toList());
  }

  @Test
  void onDemandThereIsOneNextKeyAndAReplacementEndsEverythingBefore() {
    begin();
    SignedTokens tokens = new SignedTokens(ring());
    String before = tokens.sign(TYPE, CLAIMS);
    SigningKeyRotation.Next next = changed(SigningKeyRotation::rotate);
    assertTrue(next.isNew());
    SigningKeyRotation.Next again = changed(SigningKeyRotation::rotate);
    assertEquals(next.id(), again.id());
    assertFalse(again.isNew());

    SigningKeyRotation.Next replaced = changed(SigningKeyRotation::replace);
    now = now.plus(SigningKeyRing.MEMORY);
    assertTrue(tokens.open(TYPE, before).isEmpty(), "within five seconds");
    assertTrue(tokens.open(TYPE, tokens.sign(TYPE, CLAIMS)).isPresent());
    assertEquals(replaced.id(), ring().current().id());
    assertEquals(1, ring().published().size());
    assertEquals(
        List.of("signing_key.created", "signing_key.rotated", "signing_key.replaced"),
        acts.stream().map(Act::action).toList());
  }

  @Test
  void thePrivateHalfIsSealedAndSealedAnewWithTheRest() {
    begin();
    SigningKeyStore.Stored stored = store(encryption).all().get(0);
    assertFalse(
        new String(stored.sealed(), StandardCharsets.ISO_8859_1).contains("\"d\""), "it is sealed");

    Encryption both = encryption(Map.of("ENCRYPTION_KEY", OTHER, "ENCRYPTION_KEY_PREVIOUS", ONE));
    SealedSigningKeys rows = new SealedSigningKeys(database, both);
    byte[] header = both.previousHeader().orElseThrow();
    rows.rewrap(rows.under(header, "", 10));
    assertEquals(List.of(), rows.under(header, "", 10));
    Encryption after = encryption(Map.of("ENCRYPTION_KEY", OTHER));
    assertEquals(stored.id(), store(after).open(store(after).all().get(0)).id());
    assertThrows(
        Undecipherable.class, () -> store(encryption).open(store(encryption).all().get(0)));
  }

  @Test
  void aKeyThatCanNotBeOpenedHereLeavesTheOthers() {
    begin();
    SigningKeyRing ring = ring();
    String old = ring.current().id();
    Encryption newer = encryption(Map.of("ENCRYPTION_KEY", OTHER));
    store(newer).add(SigningKey.make(now, now.plusSeconds(60)));
    now = now.plusSeconds(61);
    assertEquals(old, ring.current().id());
  }

  private void begin() {
    changed(
        rotation -> {
          rotation.begin();
          return "";
        });
  }

  private <T> T changed(Function<SigningKeyRotation, T> change) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      SigningKeyStore own = new SigningKeyStore(new OneConnection(connection), encryption);
      T result = change.apply(new SigningKeyRotation(own, config, () -> now, acts::add));
      connection.commit();
      return result;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private SigningKeyStore store(Encryption with) {
    return new SigningKeyStore(database, with);
  }

  private SigningKeyRing ring() {
    return new SigningKeyRing(database, encryption, config, () -> now);
  }

  private SigningKeyRetention retention() {
    return new SigningKeyRetention(database, config, () -> now);
  }

  private static Encryption encryption(Map<String, String> keys) {
    Map<String, String> variables = new HashMap<>(keys);
    variables.put("APP_ENV", "local");
    Settings settings = Settings.of(variables);
    return Encryption.alone(new EncryptionConfig(settings, new ServerConfig(settings)));
  }
}
