package dev.repartee.operate.command;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The database that {@code DATABASE_URL} names, for one command. */
final class Database {

  private Database() {}

  /**
   * Connects.
   *
   * @throws CommandFailed when the variable is missing or is no address
   */
  static Connection connect(Settings settings) throws SQLException {
    return DriverManager.getConnection(address(settings).jdbc("repartee-command"));
  }

  static DatabaseAddress address(Settings settings) {
    Secret url =
        settings
            .secret("DATABASE_MIGRATION_URL") // whoever owns the tables
            .or(() -> settings.secret("DATABASE_URL"))
            .orElseThrow(() -> CommandFailed.config("DATABASE_URL is not set"));
    return DatabaseAddress.parse(url.reveal())
        .orElseThrow(
            () ->
                CommandFailed.config(
                    "DATABASE_URL must look like postgres://user:password@host:5432/database"));
  }
}
