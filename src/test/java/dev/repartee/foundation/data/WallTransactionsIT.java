package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.local.LocalServices;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a transaction is told, and for how long that holds. */
class WallTransactionsIT extends WallsFixture {

  @ParameterizedTest
  @EnumSource(value = Wall.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aTransactionInACallersNameCanNotTakeTheWallDown(Wall wall) throws Exception {
    signInAs(wall);
    for (String attack : ATTACKS) {
      assertRefused(() -> tenancy.within(MINE, () -> sql.change(attack)), attack);
    }
    assertRefused(
        () ->
            tenancy.within(
                MINE,
                () ->
                    pool.transaction(
                        () -> {
                          sql.change("SET LOCAL row_security = off");
                          return count("session");
                        })),
        "row_security = off");
    assertEquals(1, tenancy.within(MINE, () -> count("session")));
    assertEquals(2, tenancy.across(() -> count("session")));
  }

  /** With two logins not even the server itself can, whatever it runs. */
  @Test
  void theLoginOfAServerThatOwnsNothingCanNotTakeTheWallDown() throws Exception {
    signInAs(Wall.OF_THE_LOGIN);
    for (String attack : ATTACKS) {
      assertRefused(() -> tenancy.across(() -> sql.change(attack)), attack);
    }
    assertRefused(() -> sql.change("SET ROLE repartee"), "becoming the owner");
    assertEquals(0, new Sql(pool).rows("SELECT 1 FROM session", row -> 1).size(), "told nothing");
  }

  @ParameterizedTest
  @EnumSource(value = Wall.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatATransactionWasToldEndsWithIt(Wall wall) throws Exception {
    signInAs(wall);
    tenancy.within(MINE, () -> pool.transaction(() -> count("session")));
    assertNothingIsLeft();
    tenancy.within(MINE, () -> count("session"));
    assertNothingIsLeft();
    assertRefused(() -> tenancy.within(MINE, () -> sql.change("SELECT 1 / 0")), "a failure");
    assertNothingIsLeft();
    assertRefused(
        () -> tenancy.within(MINE, () -> pool.transaction(() -> sql.change("no SQL"))), "another");
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @EnumSource(value = Wall.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aTransactionLooksAcrossForOneCallAndIsBackBehindItsWall(Wall wall) throws Exception {
    signInAs(wall);
    tenancy.within(
        MINE,
        () ->
            pool.transaction(
                () -> {
                  assertEquals(1, count("session"));
                  assertEquals(2, tenancy.across(() -> count("session")));
                  // asked past the data source, as JPA does, which has its connection already
                  assertEquals(1, new Sql(pool).rows("SELECT 1 FROM session", row -> 1).size());
                  assertEquals(1, count("session"));
                  return null;
                }));
  }

  @Test
  void theCallersWorkspaceHoldsWithoutBeingAskedFor() throws Exception {
    tenancy = new Tenancy(pool, () -> Optional.of(MINE), pool);
    sql = new Sql(new WalledDataSource(pool, tenancy));
    signInAs(Wall.OF_THE_TRANSACTION);
    assertEquals(1, count("session"));
    assertEquals(1, pool.transaction(() -> count("session")));
    assertEquals(2, tenancy.across(() -> count("session")));
    assertFalse(pool.transaction(() -> tenancy.needsTransaction()));
    assertTrue(tenancy.needsTransaction());
  }

  /** What a hosted Postgres often gives: one login, which may do everything. */
  @Test
  void aSuperuserGivesThatUpInTheNameOfACaller() throws Exception {
    useLogin(LocalServices.forTests().postgres().urlOfSuperuser(owner));
    signInAs(Wall.OF_THE_TRANSACTION);
    assertEquals(2, tenancy.across(() -> count("session")));
    assertEquals(1, tenancy.within(MINE, () -> count("session")));
    assertEquals(1, tenancy.within(YOURS, () -> pool.transaction(() -> count("session"))));
    for (String attack : ATTACKS) {
      assertRefused(() -> tenancy.within(MINE, () -> sql.change(attack)), attack);
    }
    assertNothingIsLeft();
  }

  @Test
  void theOwnersRowsAreDeletedWithTheirWorkspaceWhoeverDoesIt() throws Exception {
    signInAs(Wall.OF_THE_LOGIN);
    assertEquals(1, tenancy.within(MINE, () -> sql.change("DELETE FROM workspace")));
    assertEquals(1, tenancy.across(() -> count("session")), "the cascade has gone through");
    assertEquals(1, tenancy.across(() -> count("workspace")));
  }
}
