package dev.repartee.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolesTest {

  @Test
  void theTableThatPeopleReadIsWhatTheResourcesDeclare() {
    List<RoleTable.Row> declared = RoleTable.ofAnnotations();
    assertTrue(declared.size() > 50, declared.toString());
    assertEquals(text(declared), text(RoleTable.ofDocument()), RoleTable.DOCUMENT.toString());
  }

  private static String text(List<RoleTable.Row> rows) {
    return rows.stream().map(RoleTable.Row::toString).collect(Collectors.joining("\n"));
  }
}
