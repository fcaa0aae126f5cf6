package dev.repartee.account.identity;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ShortLivedTokensIT {

  private final TestServer server = TestServer.strict();

  @Test
  void anExpiredAccessTokenIsRefused() {
    ApiClient member = server.member();
    member.get("/api/v1/users/me").expect(200);
    boolean refused = Eventually.isTrue(() -> member.get("/api/v1/users/me").status() == 401);
    Assertions.assertTrue(refused);
  }

  @Test
  void usingARefreshTokenTwiceEndsItsWholeFamily() {
    Answer registered =
        server
            .client()
            .post(
                "/api/v1/auth/register",
                Map.of("email", ApiClient.newEmail(), "password", ApiClient.PASSWORD))
            .expect(201);
    String stolen = token(registered);
    String successor = token(refresh(stolen).expect(200));
    refresh(stolen).expectProblem(401, "unauthenticated");
    refresh(successor).expectProblem(401, "unauthenticated");
  }

  private Answer refresh(String token) {
    return server
        .client()
        .with("Cookie", "refresh_token=" + token)
        .post("/api/v1/auth/refresh", null);
  }

  private static String token(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring("refresh_token=".length(), cookie.indexOf(';'));
  }
}
