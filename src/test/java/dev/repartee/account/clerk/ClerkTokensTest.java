package dev.repartee.account.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.account.identity.SignInConfig;
import dev.repartee.fakes.FakeClerk;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Role;
import dev.repartee.testing.Mutants;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClerkTokensTest {

  private static final int MUTANTS = 60_000;
  private static final FakeClerk CLERK = new FakeClerk();

  private final ClerkConfig config = config(CLERK.environment());
  private Instant now = Instant.now();
  private RSAKey published = CLERK.key();
  private boolean away;
  private int asked;
  private final ClerkKeys keys =
      new ClerkKeys(
          () -> {
            asked++;
            if (away) {
              throw new IOException("away");
            }
            return new JWKSet(published).toString();
          },
          () -> now);
  private final ClerkTokens tokens = new ClerkTokens(config, keys, () -> now);

  @AfterAll
  static void close() {
    CLERK.close();
  }

  private static ClerkConfig config(Map<String, String> variables) {
    Settings settings = Settings.of(variables);
    ClerkConfig config = new ClerkConfig(settings, new SignInConfig(settings));
    assertEquals(List.of(), settings.problems());
    return config;
  }

  @Test
  void aSessionIsReadInBothVersionsOfTheToken() {
    ClerkSession plain = tokens.open(CLERK.token("user_1")).orElseThrow();
    assertEquals("user_1", plain.userId());
    assertEquals(null, plain.organization());
    assertEquals(
        new ClerkSession.Organization("org_1", "the-team", Role.ADMIN),
        tokens.open(CLERK.token("user_1", "org_1", "admin")).orElseThrow().organization());
    JWTClaimsSet first =
        CLERK
            .claims("user_1")
            .claim("org_id", "org_2")
            .claim("org_slug", "sales")
            .claim("org_role", "org:member")
            .build();
    assertEquals(
        new ClerkSession.Organization("org_2", "sales", Role.MEMBER),
        tokens.open(CLERK.sign(first)).orElseThrow().organization());
  }

  @Test
  void aFewSecondsBetweenTheClocksDoNotMatter() {
    Date soon = Date.from(now.plusSeconds(4));
    JWTClaimsSet early = CLERK.claims("user_1").issueTime(soon).notBeforeTime(soon).build();
    assertTrue(tokens.open(CLERK.sign(early)).isPresent());
    Date past = Date.from(now.minusSeconds(4));
    assertTrue(
        tokens.open(CLERK.sign(CLERK.claims("user_1").expirationTime(past).build())).isPresent());
  }

  @Test
  void noOtherTokenIsTaken() throws Exception {
    RSAKey mallory = FakeClerk.newKey();
    JWTClaimsSet good = CLERK.claims("user_1").build();
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("expired", changed("exp", Date.from(now.minusSeconds(6))));
    wrong.put("never ends", changed("exp", null));
    wrong.put("not begun", changed("nbf", Date.from(now.plusSeconds(7))));
    wrong.put("of the future", changed("iat", Date.from(now.plusSeconds(7))));
    wrong.put("of nobody's making", changed("iat", null));
    wrong.put("another instance's", changed("iss", "https://clerk.evil.example"));
    wrong.put("for others", changed("aud", "others"));
    wrong.put("for nobody", changed("aud", null));
    wrong.put("from another page", changed("azp", "https://evil.example"));
    wrong.put("from nowhere", changed("azp", null));
    wrong.put("of nobody", changed("sub", null));
    wrong.put("of somebody odd", changed("sub", "../../v1/users"));
    wrong.put("pending", changed("sts", "pending"));
    wrong.put("no algorithm", new PlainJWT(good).serialize());
    wrong.put("HS256 by the public key", hmac(good));
    wrong.put("RS512", FakeClerk.sign(header(JWSAlgorithm.RS512).build(), good, CLERK.key()));
    wrong.put("another's key", FakeClerk.sign(header(JWSAlgorithm.RS256).build(), good, mallory));
    wrong.put(
        "a key it brings along",
        FakeClerk.sign(
            header(JWSAlgorithm.RS256).jwk(mallory.toPublicJWK()).build(), good, mallory));
    wrong.put(
        "a place where to find the key",
        FakeClerk.sign(
            header(JWSAlgorithm.RS256).jwkURL(URI.create("https://evil.example")).build(),
            good,
            mallory));
    wrong.put(
        "another type",
        FakeClerk.sign(
            header(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt")).build(),
            good,
            CLERK.key()));
    wrong.put("long", CLERK.sign(CLERK.claims("user_1").claim("x", "x".repeat(9_000)).build()));
    Mutants.noneIsTaken(
        "tricks with Clerk's tokens", wrong, token -> tokens.open(token).isPresent());
  }

  @Test
  void noMutantIsTaken() {
    Mutants mutants = new Mutants();
    List<String> taken = new ArrayList<>();
    String token = CLERK.token("user_1");
    String other = CLERK.token("user_2", "org_1", "admin");
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutants.of(token, other);
      if (tokens.open(mutant).isPresent()) {
        taken.add(mutant);
      }
    }
    mutants.report("tokens of Clerk", MUTANTS, taken);
  }

  @Test
  void keysAreAskedForOnceAnHourAndAtOnceForOneThatIsNew() {
    tokens.open(CLERK.token("user_1"));
    now = now.plus(Duration.ofSeconds(30));
    assertTrue(tokens.open(CLERK.token("user_1")).isPresent());
    assertEquals(1, asked);

    CLERK.rollOver();
    published = CLERK.key();
    assertTrue(tokens.open(CLERK.token("user_1")).isPresent(), "the new key is found");
    assertEquals(2, asked);
  }

  @Test
  void badTokensDoNotMakeUsAskAndAsk() {
    RSAKey unknown = FakeClerk.newKey();
    String bad =
        FakeClerk.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(unknown.getKeyID()).build(),
            CLERK.claims("user_1").build(),
            unknown);
    for (int i = 0; i < 1_000; i++) {
      now = now.plusMillis(10);
      assertEquals(Optional.empty(), tokens.open(bad));
    }
    assertTrue(asked <= 3, asked + " times in ten seconds");
  }

  @Test
  void whileClerkIsAwayItsKeysAreGoodForADay() {
    String id = published.getKeyID();
    assertTrue(keys.find(id).isPresent());
    away = true;
    now = now.plus(ClerkKeys.STALE).minusSeconds(1);
    assertTrue(keys.find(id).isPresent());
    assertEquals(2, asked);
    now = now.plusSeconds(2);
    assertThrows(Problem.class, () -> keys.find(id));
    away = false;
    now = now.plus(ClerkKeys.PAUSE);
    assertTrue(keys.find(id).isPresent());
  }

  @Test
  void withoutAnyKeyNobodyCanTell() {
    away = true;
    assertThrows(Problem.class, () -> tokens.open(CLERK.token("user_1")));
  }

  private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(CLERK.key().getKeyID());
  }

  private static String changed(String claim, @Nullable Object value) {
    return CLERK.sign(CLERK.claims("user_1").claim(claim, value).build());
  }

  private static String hmac(JWTClaimsSet claims) throws Exception {
    SignedJWT token = new SignedJWT(header(JWSAlgorithm.HS256).build(), claims);
    token.sign(
        new MACSigner(CLERK.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }
}
