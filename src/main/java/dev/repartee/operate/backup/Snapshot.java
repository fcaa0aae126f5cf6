package dev.repartee.operate.backup;

import dev.repartee.foundation.data.Migrations;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.postgresql.PGConnection;

/**
 * Writes everything in a database as it is at one moment: in one transaction that sees neither what
 * is committed meanwhile nor holds anybody up. The format is that of {@link Archive}.
 */
final class Snapshot {

  private static final int BUFFER = 128 * 1024;

  private final Connection connection;
  private final Told told;
  private long done;

  Snapshot(Connection connection, Told told) {
    this.connection = connection;
    this.told = told;
  }

  /**
   * Writes and closes the stream.
   *
   * @return how many rows there were
   */
  long writeTo(OutputStream to) throws SQLException, IOException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      try (Statement begin = connection.createStatement()) {
        begin.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        begin.execute("SET LOCAL row_security = off"); // an error rather than rows left out
        begin.execute("SET LOCAL statement_timeout = 0");
      }
      return write(to);
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }

  private long write(OutputStream to) throws SQLException, IOException {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(to, fast, BUFFER))) {
      List<String> changes = Migrations.applied(connection);
      List<Table> tables = Catalogue.tables(connection);
      Archive.writeHead(out, changes, tables);
      long rows = 0;
      for (Table table : tables) {
        rows += write(table, out);
      }
      Map<String, Long> sequences = Catalogue.sequences(connection);
      Archive.writeTail(out, sequences);
      return rows;
    } finally {
      fast.end();
    }
  }

  private long write(Table table, DataOutputStream out) throws SQLException, IOException {
    MessageDigest sum = sha256();
    long rows;
    try (Archive.Chunks chunks =
        new Archive.Chunks(
            out,
            length -> {
              done += length;
              told.at(table.name(), done);
            })) {
      DigestOutputStream summed = new DigestOutputStream(chunks, sum);
      rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), summed);
    }
    out.writeLong(rows);
    out.write(sum.digest());
    return rows;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
