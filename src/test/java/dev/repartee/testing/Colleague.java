package dev.repartee.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Somebody who works in another's workspace.
 *
 * @param memberId of their place there
 */
public record Colleague(ApiClient api, String email, String userId, String memberId) {

  /** Puts a new account, and no other workspace of theirs, into the owner's workspace. */
  public static Colleague of(TestServer server, ApiClient owner, String role) {
    String email = ApiClient.newEmail();
    String workspace = owner.get("/api/v1/workspace").expect(200).json().path("id").asText();
    String user =
        server
            .client()
            .registered(email)
            .get("/api/v1/users/me")
            .expect(200)
            .json()
            .path("id")
            .asText();
    server.execute(
        "UPDATE membership SET workspace_id = '%s', role = '%s' WHERE user_id = '%s'"
            .formatted(workspace, role, user));
    JsonNode signedIn =
        server
            .client()
            .post("/api/v1/auth/login", Map.of("email", email, "password", ApiClient.PASSWORD))
            .expect(200)
            .json();
    return new Colleague(
        server.client().withToken(signedIn.path("accessToken").asText()),
        email,
        user,
        server.query("SELECT id FROM membership WHERE user_id = '%s'".formatted(user)).get(0));
  }

  /** Where the API has them as a member. */
  public String path() {
    return "/api/v1/workspace/members/" + memberId;
  }

  /** The role that the owner, or anybody, sees them have. */
  public String roleSeenBy(ApiClient other) {
    return other.get(path()).expect(200).json().path("role").asText();
  }
}
