package dev.repartee.account.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.account.identity.OneTimeToken.Purpose;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.SecurityConfig;
import dev.repartee.foundation.security.SigningKeys;
import dev.repartee.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class OneTimeTokensIT {

  private static final PGSimpleDataSource DATABASE = TestDatabase.at(TestDatabase.migrated());
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Settings SETTINGS =
      Settings.of(Map.of("APP_ENV", "local", "JWT_SECRET", "for-tests-only-".repeat(3)));
  private static final SigningKeys KEYS =
      new SigningKeys(new SecurityConfig(SETTINGS, new ServerConfig(SETTINGS)));

  private final UUID ann = UUID.randomUUID();
  private final String email = ann + "@example.com";
  private final Sql sql = new Sql(DATABASE);
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final OneTimeTokens tokens = new OneTimeTokens(DATABASE, () -> now, KEYS);

  @BeforeEach
  void thereIsAnn() {
    sql.change(
        "INSERT INTO app_user (id, email, password_hash, created_at, updated_at)"
            + " VALUES (?, ?, '-', now(), now())",
        ann,
        email);
  }

  @Test
  void aTokenWorksOnceForItsPurposeAndSaysWhoseItIs() {
    String token = tokens.forUser(Purpose.RESET_PASSWORD, ann, email, HOUR).reveal();
    assertTrue(tokens.find(Purpose.VERIFY_EMAIL, token).isEmpty());
    refused(Purpose.VERIFY_EMAIL, token);
    assertEquals(ann, tokens.find(Purpose.RESET_PASSWORD, token).orElseThrow().userId());
    OneTimeToken used = tokens.use(Purpose.RESET_PASSWORD, token);
    assertEquals(ann, used.userId());
    assertEquals(email, used.email());
    refused(Purpose.RESET_PASSWORD, token);
    assertTrue(tokens.find(Purpose.RESET_PASSWORD, token).isEmpty());
  }

  @Test
  void anInvitationIsForAnAddressAndAboutSomething() {
    UUID invitation = UUID.randomUUID();
    String token =
        tokens.forAddress(Purpose.INVITATION, "bo@example.com", invitation, HOUR).reveal();
    assertEquals(invitation, tokens.find(Purpose.INVITATION, token).orElseThrow().subjectId());
    tokens.end(Purpose.INVITATION, invitation);
    refused(Purpose.INVITATION, token);
  }

  @Test
  void ofManyAtOnceOneGetsIt() throws Exception {
    String token = tokens.forUser(Purpose.VERIFY_EMAIL, ann, email, HOUR).reveal();
    ExecutorService people = Executors.newFixedThreadPool(16);
    List<Future<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      attempts.add(people.submit(() -> works(token)));
    }
    int worked = 0;
    for (Future<Boolean> attempt : attempts) {
      worked += attempt.get() ? 1 : 0;
    }
    people.shutdownNow();
    assertEquals(1, worked);
  }

  private boolean works(String token) {
    try {
      tokens.use(Purpose.VERIFY_EMAIL, token);
      return true;
    } catch (Problem e) {
      return false;
    }
  }

  @Test
  void anExpiredOrInventedOneIsRefused() {
    String token = tokens.forUser(Purpose.RESET_PASSWORD, ann, email, HOUR).reveal();
    now = now.plus(HOUR);
    refused(Purpose.RESET_PASSWORD, token);
    for (String invented : List.of("", " ", "x", "A".repeat(43), "x".repeat(10_000))) {
      refused(Purpose.RESET_PASSWORD, invented);
    }
  }

  @Test
  void oneThatWasUsedMakesTheOthersOfItsOwnerGoodForNothing() {
    String first = tokens.forUser(Purpose.RESET_PASSWORD, ann, email, HOUR).reveal();
    String second = tokens.forUser(Purpose.RESET_PASSWORD, ann, email, HOUR).reveal();
    String other = tokens.forUser(Purpose.VERIFY_EMAIL, ann, email, HOUR).reveal();
    assertEquals(2, tokens.made(ann, Purpose.RESET_PASSWORD, HOUR));
    tokens.use(Purpose.RESET_PASSWORD, second);
    tokens.endOf(ann, Purpose.RESET_PASSWORD);
    refused(Purpose.RESET_PASSWORD, first);
    tokens.use(Purpose.VERIFY_EMAIL, other);
  }

  @Test
  void theTableDoesNotHaveTheToken() {
    String token = tokens.forUser(Purpose.RESET_PASSWORD, ann, email, HOUR).reveal();
    List<String> rows = sql.rows("SELECT t::text FROM one_time_token t", row -> row.getString(1));
    assertTrue(rows.stream().noneMatch(row -> row.contains(token)));
  }

  @Test
  void whatHasExpiredIsForgottenADayLater() {
    tokens.forUser(Purpose.RESET_PASSWORD, ann, email, HOUR);
    Retention retention = new IdentityRetention().oneTimeTokens(DATABASE, () -> now);
    now = now.plus(Duration.ofHours(24));
    assertEquals(List.of(), mine(retention));
    now = now.plus(Duration.ofHours(2));
    List<String> due = mine(retention);
    assertEquals(1, due.size());
    retention.remove(due);
    assertEquals(List.of(), mine(retention));
  }

  private List<String> mine(Retention retention) {
    List<String> ids =
        sql.rows("SELECT id FROM one_time_token WHERE user_id = ?", row -> row.getString(1), ann);
    return retention.due("", 100_000).stream().filter(ids::contains).toList();
  }

  private void refused(Purpose purpose, String token) {
    Problem refused = assertThrows(Problem.class, () -> tokens.use(purpose, token));
    assertEquals(ProblemType.LINK_NOT_VALID, refused.type());
  }
}
