package dev.repartee.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Colleague;
import dev.repartee.testing.Counted;
import dev.repartee.testing.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation, called in every role and with every kind of API key, is open or closed as
 * docs/roles.md says. Bodies are of the wrong kind and preconditions fail, so that what is open
 * changes nothing.
 */
class RolesIT {

  private static final String LEAVING = "DELETE /api/v1/workspace/members/me";
  private static final TestServer SERVER = TestServer.shared();
  private static final Map<Role, ApiClient> CALLERS = callers();

  private final Map<String, RoleTable.Row> table =
      RoleTable.ofDocument().stream()
          .collect(Collectors.toMap(RoleTable.Row::operation, Function.identity()));
  private final List<Operation> operations =
      Operation.all(SERVER).stream()
          .sorted(Comparator.comparing(operation -> operation.toString().equals(LEAVING)))
          .toList();
  private final List<String> wrong = new ArrayList<>();
  private int open;
  private int closed;

  /** Of the workspace that operates the server, so that only the role matters. */
  private static Map<Role, ApiClient> callers() {
    Map<Role, ApiClient> callers = new EnumMap<>(Role.class);
    ApiClient owner = SERVER.operator();
    callers.put(Role.OWNER, owner);
    callers.put(Role.ADMIN, Colleague.of(SERVER, owner, "ADMIN").api());
    callers.put(Role.MEMBER, Colleague.of(SERVER, owner, "MEMBER").api());
    return callers;
  }

  @Test
  void theTableHasEveryOperation() {
    assertEquals(
        operations.stream().map(Operation::toString).sorted().toList(),
        new TreeMap<>(table).keySet().stream().toList());
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyOperationIsOpenToTheRolesOfTheTable(Role role) {
    for (Operation operation : operations) {
      RoleTable.Row row = row(operation);
      judge(role.name(), operation, row.allows(role), row.least() == null, CALLERS.get(role));
    }
    report(role.name());
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void everyOperationIsOpenToTheScopesOfTheTable(Scope scope) {
    String only = scope.wireName();
    List<String> others =
        Arrays.stream(Scope.values())
            .map(Scope::wireName)
            .filter(name -> !name.equals(only))
            .toList();
    ApiClient one = key(List.of(only));
    ApiClient allOthers = key(others);
    for (Operation operation : operations) {
      RoleTable.Row row = row(operation);
      boolean everybody = row.least() == null;
      boolean mayOne = everybody || only.equals(row.scope());
      boolean mayOthers = everybody || (row.scope() != null && others.contains(row.scope()));
      judge("key with " + only, operation, mayOne, everybody, one);
      judge("key without " + only, operation, mayOthers, everybody, allOthers);
    }
    report("API keys with " + only + ", or with all others,");
  }

  private static ApiClient key(List<String> scopes) {
    return SERVER
        .client()
        .withToken(
            CALLERS
                .get(Role.OWNER)
                .post("/api/v1/api-keys", Map.of("name", "roles", "scopes", scopes))
                .expect(201)
                .json()
                .path("key")
                .asText());
  }

  private RoleTable.Row row(Operation operation) {
    RoleTable.Row row = table.get(operation.toString());
    if (row == null) {
      throw new AssertionError(operation + " is not in " + RoleTable.DOCUMENT);
    }
    return row;
  }

  private void judge(
      String caller, Operation operation, boolean may, boolean everybody, ApiClient client) {
    Answer answer = operation.call(client.with("If-Match", "\"of another time\""), Map.of(), "[]");
    String code = answer.status() < 400 ? "" : answer.json().path("code").asText();
    boolean isClosed = answer.status() == 403 && code.equals("forbidden");
    boolean isKnown = everybody || answer.status() != 401;
    if (isClosed) {
      closed++;
    } else {
      open++;
    }
    if (isClosed == may || !isKnown || answer.status() >= 500) {
      wrong.add(caller + ", " + operation + ": " + answer.status() + " " + answer.text());
    }
  }

  private void report(String caller) {
    Counted.say(
        "%d operations called by %s: %d were open, %d closed, %d answers wrong",
        operations.size(), caller, open, closed, wrong.size());
    assertTrue(open > 0 && (closed > 0 || caller.equals("OWNER")));
    assertEquals(List.of(), wrong);
  }
}
