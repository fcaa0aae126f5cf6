package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The second wall under calls: what the database is told, and that nothing else has changed. */
class WalledServerIT {

  /** Notes who writes a row, and what they may see. */
  private static final String NOTES =
      """
      CREATE TABLE note (text text);
      GRANT INSERT ON note TO PUBLIC;
      CREATE OR REPLACE FUNCTION take_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO note VALUES (NEW.id || ' ' || current_user || ' '
          || current_setting('app.workspace', true));
        RETURN NEW;
      END $$;
      CREATE TRIGGER take_note AFTER INSERT ON %1$s FOR EACH ROW EXECUTE FUNCTION take_note();
      """;

  @Test
  void aServerThatOwnsTheTablesIsSomebodyElseInTheNameOfACaller() {
    TestServer server = TestServer.shared();
    assertTrue(server.log().contains("The second wall between workspaces: OF_THE_TRANSACTION"));
    aCallSeesItsWorkspaceOnly(server, "repartee_walled");
  }

  /** The way it is meant to be in production: the whole product, as a login that owns nothing. */
  @Test
  void aServerWithALoginThatOwnsNothingDoesAllThatItDoes() {
    LocalServices services = LocalServices.forTests();
    String owner = services.newDatabase("template0");
    Map<String, String> logins =
        Map.of(
            "DATABASE_URL",
            services.postgres().urlOfRowsLogin(owner),
            "DATABASE_MIGRATION_URL",
            owner);
    try (TestServer server = TestServer.start("two-logins", logins)) {
      assertTrue(server.log().contains("The second wall between workspaces: OF_THE_LOGIN"));
      aCallSeesItsWorkspaceOnly(server, "repartee_rows");
      aPictureIsReadAndAnswered(server);
      anAccountIsDeletedWithAllThatIsIts(server);
      assertFalse(server.log().contains("row-level security"), "something ran against the wall");
      assertFalse(server.log().contains("permission denied"), "something may not be done");
    }
  }

  private static void aCallSeesItsWorkspaceOnly(TestServer server, String role) {
    server.execute(NOTES.formatted("session"));
    try {
      Person ann = Person.at(server);
      Person bob = Person.at(server);
      String id = ann.paste("them: hello");
      String workspace = ann.api().get("/api/v1/workspace").json().path("id").asText();
      assertEquals(
          List.of(id + " " + role + " " + workspace),
          server.query("SELECT text FROM note WHERE text LIKE '" + id + "%'"));

      bob.api().get(Person.path(id)).expect(404);
      ann.api().get(Person.path(id)).expect(200);
      assertEquals(0, bob.api().get("/api/v1/sessions").json().path("items").size());
      ApiClient again = server.client();
      again.get("/api/v1/sessions").expect(401);
      again
          .post("/api/v1/auth/login", Map.of("email", "no@example.com", "password", "x".repeat(12)))
          .expect(401);
    } finally {
      server.execute("DROP FUNCTION take_note() CASCADE; DROP TABLE note");
    }
  }

  private static void aPictureIsReadAndAnswered(TestServer server) {
    Person ann = Person.at(server);
    ann.bringAndAwaitReading();
    String id = ann.paste("them: hello");
    ann.api().post(Person.path(id) + "/generate-suggestions", Map.of()).expect(200);
    ApiClient operator = server.operator();
    operator.get("/api/v1/admin/queues").expect(200);
    assertTrue(operator.get("/api/v1/audit").expect(200).json().path("items").size() > 0);
    operator.get("/api/v1/audit/verify").expect(200);
  }

  private static void anAccountIsDeletedWithAllThatIsIts(TestServer server) {
    Person ann = Person.at(server);
    String id = ann.paste("them: hello");
    UUID workspace = UUID.fromString(ann.api().get("/api/v1/workspace").json().path("id").asText());
    ann.api().delete("/api/v1/users/me").expect(204);
    assertEquals(
        List.of("0"),
        server.query(
            "SELECT (SELECT count(*) FROM session WHERE id = '%1$s')".formatted(id)
                + " + (SELECT count(*) FROM workspace WHERE id = '%s')".formatted(workspace)));
    assertTrue(
        Eventually.isTrue(() -> ann.api().get("/api/v1/users/me").status() == 401),
        "signed out everywhere");
  }
}
