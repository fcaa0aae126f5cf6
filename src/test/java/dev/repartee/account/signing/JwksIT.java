package dev.repartee.account.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import org.junit.jupiter.api.Test;

class JwksIT {

  private static final String JWKS = "/api/v1/auth/jwks";

  private final TestServer server = TestServer.shared();

  @Test
  void whatIsPublishedIsPublicAndChecksOurTokens() throws Exception {
    Answer answer = server.client().get(JWKS).expect(200);
    assertEquals(
        "public, max-age=300", String.join(" | ", answer.headers().allValues("Cache-Control")));
    for (JsonNode key : answer.json().path("keys")) {
      assertFalse(key.has("d"), "the private half");
    }
    SignedJWT token = SignedJWT.parse(server.member().token());
    JWK key = JWKSet.parse(answer.text()).getKeyByKeyId(token.getHeader().getKeyID());
    assertTrue(token.verify(new ECDSAVerifier(key.toECKey())));
  }

  @Test
  void theNextKeyTakesOverWithoutARestartAndTokensOfTheOneBeforeStayGood() throws Exception {
    ApiClient before = server.member();
    String old = keyOf(before);
    server.execute(
        "UPDATE signing_key SET created_at = created_at - interval '90 d',"
            + " signs_from = signs_from - interval '90 d'");
    assertTrue(
        Eventually.isTrue(() -> listed() == 2 || nextIsMade()), "the schedule makes the next one");
    server.execute(
        "UPDATE signing_key SET signs_from = now() WHERE signs_from > now()"); // a day has gone by
    assertTrue(Eventually.isTrue(() -> !keyOf(server.member()).equals(old)), "it takes over");
    before.get("/api/v1/users/me").expect(200);
    assertNotEquals(old, keyOf(server.member()));
    assertTrue(listed() >= 2, "both are listed");
  }

  private boolean nextIsMade() {
    server.execute("UPDATE job_schedule SET next_tick = now() WHERE name = 'signing-keys'");
    return false;
  }

  private int listed() {
    return server.client().get(JWKS).expect(200).json().path("keys").size();
  }

  private static String keyOf(ApiClient client) {
    try {
      return SignedJWT.parse(client.token()).getHeader().getKeyID();
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSigningKeyThatIsMadeIsRecorded() {
    assertEquals(
        "1",
        server
            .query("SELECT count(*) FROM audit_entry WHERE action = 'signing_key.created'")
            .get(0));
  }
}
