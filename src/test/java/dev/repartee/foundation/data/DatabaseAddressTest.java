package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource({
    "postgres://ann:pw@db:5432/repartee, db:5432/repartee, &user=ann&password=pw",
    "postgresql://ann:p%40w@db/repartee?sslmode=require, db/repartee,"
        + " &user=ann&password=p%40w&sslmode=require",
    "postgres://ann@db/repartee, db/repartee, &user=ann",
    "postgres://db/repartee, db/repartee, ''",
    "postgres://ann:a:b@c@db/repartee, db/repartee, &user=ann&password=a:b@c"
  })
  void isTakenApartForTheDriver(String url, String place, String rest) {
    DatabaseAddress address = DatabaseAddress.parse(url).orElseThrow();
    assertEquals(
        "jdbc:postgresql://" + place + "?ApplicationName=me&tcpKeepAlive=true" + rest,
        address.jdbc("me"));
    assertEquals(place, address.toString(), "shows no login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mysql://db/repartee", "postgres://db", "jdbc:postgresql://db/x"})
  void whatIsNoAddressIsNone(String url) {
    assertTrue(DatabaseAddress.parse(url).isEmpty());
  }
}
