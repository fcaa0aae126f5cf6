package dev.repartee.testing;

import dev.repartee.foundation.data.DatabaseAddress;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.local.LocalServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases with the product's tables, without a server that makes them. */
public final class TestDatabase {

  private static final String TEMPLATE = "migrated_template";
  private static final Set<LocalServices> HAVE_TEMPLATE =
      Collections.newSetFromMap(new IdentityHashMap<>());

  private TestDatabase() {}

  /** The address of a new one, as {@code DATABASE_URL} says it. */
  public static String migrated() {
    return migrated(LocalServices.forTests());
  }

  /** As {@link #migrated()}, in a Postgres of one's own. */
  public static synchronized String migrated(LocalServices services) {
    if (HAVE_TEMPLATE.add(services)) {
      String template = services.postgres().emptyDatabase(TEMPLATE);
      try (Connection connection = DriverManager.getConnection(jdbc(template))) {
        Migrations.update(connection);
      } catch (Exception e) {
        HAVE_TEMPLATE.remove(services);
        throw new IllegalStateException(e);
      }
    }
    return services.newDatabase(TEMPLATE);
  }

  /** The one at an address, as {@code DATABASE_URL} says it. */
  public static PGSimpleDataSource at(String url) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(jdbc(url));
    return database;
  }

  /** The address as the driver takes it, login included. */
  public static String jdbc(String url) {
    return DatabaseAddress.parse(url).orElseThrow().jdbc("tests");
  }
}
