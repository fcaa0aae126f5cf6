package dev.repartee.operate.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.data.DatabaseAddress;
import dev.repartee.local.LocalServices;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands on real services. */
class CommandsIT {

  private final LocalServices services = LocalServices.forTests();
  private final Map<String, String> environment = new HashMap<>(services.environment());
  private final Shell shell;

  CommandsIT() {
    environment.put("DATABASE_URL", services.newDatabase("template0"));
    shell = new Shell(environment);
  }

  @Test
  void migrateMakesTheSchemaRollbackTakesBackAndStatusTells() {
    Shell.Outcome empty = shell.run("status").expect(1);
    assertTrue(
        empty.out().matches("(?s).*schema +\\d+ of \\d+ changes are missing.*"), empty.out());
    assertEquals("repartee: status: not well: schema\n", empty.err());

    Shell.Outcome made = shell.run("migrate").expect(0);
    assertTrue(made.err().contains("1/"), "tells how far it is: " + made.err());
    assertTrue(made.out().contains("changes made"), made.out());
    assertTrue(shell.run("migrate").expect(0).out().contains("was up to date"));
    String well = shell.run("status").expect(0).out();
    assertTrue(well.contains("schema    up to date"), well);
    assertTrue(well.contains("redis     answers"), well);
    assertTrue(well.contains("storage   ready"), well);

    Shell.Outcome back = shell.run("rollback", "2").expect(0);
    assertEquals(2, back.out().lines().count(), back.out());
    assertTrue(shell.run("status").expect(1).out().contains(" changes are missing"));
    shell.run("migrate").expect(0);
    shell.run("status").expect(0);

    Shell.Outcome tooMany = shell.run("rollback", "9999").expect(1);
    assertTrue(tooMany.err().contains("9999 can not be taken back"), tooMany.err());
    shell.run("status").expect(0);
  }

  @Test
  void changesThatThisVersionDoesNotKnowAreNotTakenBack() throws Exception {
    shell.run("migrate").expect(0);
    execute(
        "UPDATE databasechangelog SET id = '9999-of-tomorrow' WHERE orderexecuted ="
            + " (SELECT max(orderexecuted) FROM databasechangelog)");
    Shell.Outcome outcome = shell.run("rollback", "1").expect(1);
    assertTrue(outcome.err().contains("does not know the change 9999-of-tomorrow"), outcome.err());
  }

  @Test
  void statusTellsWhatIsAway() {
    environment.put("REDIS_URL", "redis://localhost:1");
    shell.run("migrate").expect(0);
    Shell.Outcome outcome = new Shell(environment).run("status").expect(1);
    assertEquals("repartee: status: not well: redis\n", outcome.err());
  }

  @Test
  void anOwnerIsCreatedOnceAndSignsIn() {
    environment.put("DATABASE_URL", TestServer.shared().databaseUrl());
    Shell shared = new Shell(environment);
    String email = ApiClient.newEmail();
    Shell.Outcome created =
        shared.typing("correct horse battery\n").run("create-owner", email, "--workspace", "Ours");
    String workspace = field(created.expect(0).out(), "workspace");
    assertFalse(created.out().contains("correct horse"), created.out());

    ApiClient.Answer login = login(email, "correct horse battery").expect(200);
    assertEquals(workspace, login.json().at("/workspace/id").asText());
    assertEquals("Ours", login.json().at("/workspace/name").asText());
    assertEquals(
        "owner", login.json().at("/workspace/role").asText().toLowerCase(java.util.Locale.ROOT));
    ApiClient owner =
        TestServer.shared().client().withToken(login.json().at("/accessToken").asText());
    assertTrue(
        owner.get("/api/v1/audit").expect(200).text().contains("account.created_by_operator"));
    assertTrue(owner.get("/api/v1/audit/verify").status() < 500);

    Shell.Outcome again =
        shared.typing("correct horse battery\n").run("create-owner", email).expect(1);
    assertTrue(again.err().contains("there is an account"), again.err());
  }

  @Test
  void aPasswordIsMadeWhenAskedFor() {
    environment.put("DATABASE_URL", TestServer.shared().databaseUrl());
    Shell shared = new Shell(environment);
    String email = ApiClient.newEmail();
    String out = shared.run("create-owner", email, "--generate-password").expect(0).out();
    login(email, field(out, "password")).expect(200);
    shared.typing("short\n").run("create-owner", ApiClient.newEmail()).expect(64);
    shared.typing("password1234\n").run("create-owner", ApiClient.newEmail()).expect(64);
  }

  @Test
  void smokeProvesAnInstanceAndLeavesNothing() throws Exception {
    environment.put("DATABASE_URL", TestServer.shared().databaseUrl());
    Shell.Outcome outcome =
        shell.run("smoke", TestServer.shared().baseUrl().toString(), "--within", "60").expect(0);
    assertTrue(outcome.out().contains("All is well"), outcome.out());
    assertTrue(outcome.out().contains("the account is deleted"), outcome.out());
    assertEquals(0, count("SELECT count(*) FROM app_user WHERE email LIKE 'smoke-%'"));
    assertEquals(0, count("SELECT count(*) FROM session WHERE name = 'Smoke'"));
  }

  @Test
  void smokeMayComeInTheNameOfAKey() {
    TestServer server = TestServer.shared();
    ApiClient owner = server.member();
    String key =
        owner
            .post(
                "/api/v1/api-keys",
                Map.of("name", "Smoke", "scopes", List.of("sessions:read", "sessions:write")))
            .expect(201)
            .json()
            .path("key")
            .asText();
    environment.put("SMOKE_API_KEY", key);
    Shell.Outcome outcome =
        shell.run("smoke", server.baseUrl().toString(), "--within", "60").expect(0);
    assertTrue(outcome.out().contains("All is well"), outcome.out());
    assertFalse(outcome.out().contains(key), "the key is told");
    assertEquals(0, owner.get("/api/v1/sessions").json().path("items").size());
    owner.get("/api/v1/users/me").expect(200);
  }

  private static ApiClient.Answer login(String email, String password) {
    return TestServer.shared()
        .client()
        .post("/api/v1/auth/login", Map.of("email", email, "password", password));
  }

  private static String field(String out, String name) {
    return out.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private int count(String sql) throws Exception {
    try (Connection connection = connect();
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = connect()) {
      connection.createStatement().execute(sql);
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(
        DatabaseAddress.parse(environment.get("DATABASE_URL")).orElseThrow().jdbc("test"));
  }
}
