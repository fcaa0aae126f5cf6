package dev.repartee.account.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.security.ActingFor;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds, and what has to be done anew, when secrets of the configuration are changed. */
class SecretRotationIT {

  private static final String OLD_TOKEN = "tok-3aVQd9sKx7PzR2mLw8Nf5Yb1Hc6Jt4Ge";
  private static final String NEW_TOKEN = "tok-Zk8Wm2Xq5Rv7Ts1Yp4Ln6Dh9Bf3Cj0Ga";

  private final TestServer before = TestServer.shared();

  @Test
  void anotherSecretEndsSignInsAndKeysAndNothingElse() {
    String email = ApiClient.newEmail();
    Map<String, String> account = Map.of("email", email, "password", ApiClient.PASSWORD);
    Answer registered = before.client().post("/api/v1/auth/register", account).expect(201);
    ApiClient ann = before.client().withToken(registered.json().path("accessToken").asText());
    String user = registered.json().at("/user/id").asText();
    String workspace = registered.json().at("/workspace/id").asText();
    String key =
        ann.post("/api/v1/api-keys", Map.of("name", "one", "scopes", List.of("workspace:read")))
            .expect(201)
            .json()
            .path("key")
            .asText();
    before.client().withToken(key).get("/api/v1/workspace").expect(200);

    Map<String, String> variables =
        Map.of(
            "DATABASE_URL",
            before.databaseUrl(),
            "JWT_SECRET",
            "the-next-secret-of-tests-".repeat(3),
            "CONSOLE_INTERNAL_TOKEN",
            OLD_TOKEN,
            "CONSOLE_INTERNAL_TOKEN_NEXT",
            NEW_TOKEN);
    try (TestServer after = TestServer.start("rotated-secrets", variables)) {
      after.client().withToken(ann.token()).get("/api/v1/users/me").expect(200);
      after
          .client()
          .with("Cookie", "refresh_token=" + refreshToken(registered))
          .post("/api/v1/auth/refresh", null)
          .expectProblem(401, "unauthenticated");
      after.client().withToken(key).get("/api/v1/workspace").expectProblem(401, "unauthenticated");

      Answer again = after.client().post("/api/v1/auth/login", account).expect(200);
      assertEquals(workspace, again.json().at("/workspace/id").asText());
      ApiClient anew = after.client().withToken(again.json().path("accessToken").asText());
      assertEquals(1, anew.get("/api/v1/api-keys").expect(200).json().path("items").size());

      for (String token : List.of(OLD_TOKEN, NEW_TOKEN)) {
        after
            .client()
            .withToken(token)
            .with(ActingFor.WORKSPACE_HEADER, workspace)
            .with(ActingFor.USER_HEADER, user)
            .get("/api/v1/users/me")
            .expect(200);
      }
    }
  }

  private static String refreshToken(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }
}
