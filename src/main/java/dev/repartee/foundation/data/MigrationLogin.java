package dev.repartee.foundation.data;

import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The login that owns the tables and changes them: that of {@code DATABASE_MIGRATION_URL}, or the
 * only one there is.
 */
@ApplicationScoped
class MigrationLogin {

  private final DataSource pool;
  private final boolean own;

  @Inject
  MigrationLogin(@Unwalled DataSource pool, Settings settings) {
    this.pool = pool;
    this.own = settings.secret("DATABASE_MIGRATION_URL").isPresent();
  }

  @SuppressWarnings("BanJNDI") // a fixed name of the server's own configuration, never input
  Connection connect() throws SQLException {
    if (!own) {
      return pool.getConnection();
    }
    try {
      DataSource migrations = InitialContext.doLookup("jdbc/repartee-migrations");
      return migrations.getConnection();
    } catch (NamingException e) {
      throw new SQLException("The server has no data source jdbc/repartee-migrations", e);
    }
  }
}
