package dev.repartee.operate.backup;

import dev.repartee.foundation.data.Migrations;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import liquibase.exception.LiquibaseException;
import org.postgresql.PGConnection;

/**
 * Reads a backup into an empty database. It is read twice: once to see that all of it is there and
 * as it was written, and only then to fill the tables, in one transaction.
 */
final class Restoring {

  private static final int BUFFER = 128 * 1024;

  private final Told told;
  private long done;

  Restoring(Told told) {
    this.told = told;
  }

  /** What a table is read into. */
  @FunctionalInterface
  private interface Sink {
    /** Reads the stream to its end; answers the number of rows, or -1 when it did not count. */
    long take(Table table, InputStream rows) throws SQLException, IOException;
  }

  /**
   * Reads everything and changes nothing.
   *
   * @throws BackupRefused when it is not as it was written
   */
  Archive.Head verify(InputStream opened) throws IOException, SQLException {
    try (DataInputStream in = inflated(opened)) {
      Archive.Head head = Archive.readHead(in);
      readTables(
          in,
          head.tables(),
          (table, rows) -> {
            byte[] buffer = new byte[BUFFER];
            while (rows.read(buffer) >= 0) {
              // only to see that it is there
            }
            return -1;
          });
      Archive.readTail(in);
      return head;
    }
  }

  /**
   * Makes the schema as it was, and fills it. The database must be empty.
   *
   * @return how many rows there are now
   */
  long restore(InputStream opened, Connection connection)
      throws IOException, SQLException, LiquibaseException {
    try (DataInputStream in = inflated(opened)) {
      Archive.Head head = Archive.readHead(in);
      Migrations.make(connection, new HashSet<>(head.changes()));
      checkTables(head.tables(), Catalogue.tables(connection));
      connection.setAutoCommit(false);
      try {
        empty(connection, head.tables());
        long rows =
            readTables(
                in,
                head.tables(),
                (table, data) ->
                    connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(table.copyIn(), data, BUFFER));
        set(connection, Archive.readTail(in));
        unlock(connection);
        connection.commit();
        return rows;
      } catch (SQLException | IOException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private static void checkTables(List<Table> wanted, List<Table> there) {
    for (Table table : wanted) {
      Table match =
          there.stream()
              .filter(t -> t.name().equals(table.name()))
              .findFirst()
              .orElseThrow(() -> new BackupRefused("this database has no table " + table.name()));
      table.columns().stream()
          .filter(column -> !match.columns().contains(column))
          .findFirst()
          .ifPresent(
              column -> {
                throw new BackupRefused(
                    "this database has no column "
                        + table.name()
                        + "."
                        + column
                        + "; does it lack an extension that the other one had?");
              });
    }
  }

  /** Removes what the changes of the schema have put into tables. */
  private static void empty(Connection connection, List<Table> tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = 0");
      for (int i = tables.size() - 1; i >= 0; i--) {
        String table = Table.quoted(tables.get(i).name());
        boolean filled;
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table + ")")) {
          filled = row.next() && row.getBoolean(1);
        }
        if (filled) { // some tables refuse, even when there is nothing to remove
          statement.execute("DELETE FROM " + table);
        }
      }
    }
  }

  private long readTables(DataInputStream in, List<Table> tables, Sink sink)
      throws IOException, SQLException {
    long all = 0;
    for (Table table : tables) {
      MessageDigest sum = Snapshot.sha256();
      Archive.Rows rows = new Archive.Rows(in);
      long taken = sink.take(table, new DigestInputStream(counted(rows, table), sum));
      long counted = in.readLong();
      byte[] expected = in.readNBytes(sum.getDigestLength());
      if (!Arrays.equals(expected, sum.digest()) || (taken >= 0 && taken != counted)) {
        throw new BackupRefused("the rows of " + table.name() + " are not as they were written");
      }
      all += counted;
    }
    return all;
  }

  private InputStream counted(InputStream rows, Table table) {
    return new java.io.FilterInputStream(rows) {
      @Override
      public int read(byte[] into, int offset, int most) throws IOException {
        int some = super.read(into, offset, most);
        if (some > 0) {
          done += some;
          told.at(table.name(), done);
        }
        return some;
      }
    };
  }

  /** If it was made during a migration: nobody holds that lock here. */
  private static void unlock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE databasechangeloglock SET locked = false, lockgranted = NULL, lockedby = NULL"
              + " WHERE locked");
    }
  }

  private static void set(Connection connection, Map<String, Long> sequences) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT setval(CAST(? AS regclass), ?)")) {
      for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
        statement.setString(1, Table.quoted(sequence.getKey()));
        statement.setLong(2, sequence.getValue());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
        }
      }
    }
  }

  private static DataInputStream inflated(InputStream opened) {
    return new DataInputStream(
        new InflaterInputStream(opened, new java.util.zip.Inflater(), BUFFER));
  }
}
