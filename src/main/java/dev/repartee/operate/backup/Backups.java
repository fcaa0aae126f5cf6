package dev.repartee.operate.backup;

import dev.repartee.foundation.data.Migrations;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.storage.LargeObjects;
import dev.repartee.foundation.storage.NoSuchObject;
import dev.repartee.foundation.storage.ObjectUpload;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import liquibase.exception.LiquibaseException;

/** The backups in the storage: makes, finds, restores and removes them. */
public final class Backups {

  /** What was made. */
  public record Made(String name, long bytes, long rows, String sha256) {}

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ENDING = ".rptbak";
  private static final String MANIFEST = ".json";
  private static final int BUFFER = 1024 * 1024;

  private final LargeObjects objects;
  private final Seal seal;

  public Backups(LargeObjects objects, Encryption encryption) {
    this.objects = objects;
    this.seal = new Seal(encryption);
  }

  /**
   * Makes one. It is in the storage as a whole when this returns, and not at all when it throws.
   *
   * @param connection sees the database as it is when this begins
   */
  public Made make(BackupKind kind, Instant now, Connection connection, Told told)
      throws SQLException, IOException {
    String name = kind.folder() + NAME.format(now) + ENDING;
    MessageDigest sum = Snapshot.sha256();
    try (ObjectUpload upload = objects.write(name)) {
      Counting counting = new Counting(upload, sum);
      long rows = new Snapshot(connection, told).writeTo(seal.sealing(counting, name));
      upload.complete();
      Made made = new Made(name, counting.count, rows, HexFormat.of().formatHex(sum.digest()));
      objects.writeText(name + MANIFEST, manifest(made));
      return made;
    }
  }

  private static String manifest(Made made) {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"bytes\":%d,\"rows\":%d,\"sha256\":\"%s\"}%n",
        made.name(),
        made.bytes(),
        made.rows(),
        made.sha256());
  }

  /** The names of all backups, oldest first. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (BackupKind kind : BackupKind.values()) {
      objects.keys(kind.folder()).stream().filter(key -> key.endsWith(ENDING)).forEach(names::add);
    }
    names.sort(Comparator.comparing(Backups::file));
    return names;
  }

  public Optional<String> latest() {
    List<String> names = names();
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
  }

  /** Removes those of a kind that are older, but never the last one. Answers their names. */
  List<String> removeOlder(BackupKind kind, Duration age, Instant now) {
    List<String> names =
        objects.keys(kind.folder()).stream().filter(key -> key.endsWith(ENDING)).sorted().toList();
    List<String> old =
        names.stream()
            .limit(Math.max(0, names.size() - 1))
            .filter(name -> madeAt(name).filter(at -> at.isBefore(now.minus(age))).isPresent())
            .toList();
    for (String name : old) {
      objects.delete(name + MANIFEST);
      objects.delete(name);
    }
    return old;
  }

  private static Optional<Instant> madeAt(String name) {
    String time = file(name).replace(ENDING, "");
    try {
      return Optional.of(Instant.from(NAME.parse(time)));
    } catch (DateTimeParseException e) { // not made by us
      return Optional.empty();
    }
  }

  private static String file(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Restores one into an empty database, and brings its schema up to date.
   *
   * @return how many rows there are
   * @throws BackupRefused when the database is not empty, or the backup is not whole, not authentic
   *     or of a newer version; nothing is changed then
   */
  public long restore(String name, Connection connection, Told checked, Told filled)
      throws SQLException, IOException, LiquibaseException {
    refuseUnlessEmpty(connection);
    Archive.Head head = verify(name, checked);
    List<String> known = Migrations.known(connection);
    head.changes().stream()
        .filter(change -> !known.contains(change))
        .findFirst()
        .ifPresent(
            change -> {
              throw new BackupRefused(
                  "the backup is of a newer version, with the change " + change);
            });
    long rows;
    try (InputStream opened = open(name)) {
      rows = new Restoring(filled).restore(opened, connection);
    }
    Migrations.update(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
    return rows;
  }

  /**
   * Reads all of one, and changes nothing.
   *
   * @throws BackupRefused when it is not whole or not authentic
   */
  Archive.Head verify(String name, Told told) throws SQLException, IOException {
    try (InputStream opened = open(name)) {
      return new Restoring(told).verify(opened);
    } catch (NoSuchObject e) {
      throw new BackupRefused("there is no backup " + name);
    } catch (EOFException e) {
      throw new BackupRefused(name + " is cut off");
    } catch (ZipException e) {
      throw new BackupRefused(name + " is damaged");
    } catch (IOException e) { // Tink's word for what is not authentic
      throw new BackupRefused(name + " was tampered with or is cut off");
    }
  }

  private InputStream open(String name) throws IOException {
    return seal.opening(new BufferedInputStream(objects.read(name), BUFFER), name);
  }

  private static void refuseUnlessEmpty(Connection connection) throws SQLException {
    String sql =
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
            + " AND relkind IN ('r', 'p', 'v', 'm', 'S')";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      if (row.getLong(1) > 0) {
        throw new BackupRefused("the database is not empty; restore into a new one");
      }
    }
  }

  /** Counts and sums what goes through. */
  private static final class Counting extends FilterOutputStream {

    private final MessageDigest sum;
    private long count;

    Counting(OutputStream to, MessageDigest sum) {
      super(to);
      this.sum = sum;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sum.update(bytes, offset, length);
      count += length;
    }

    @Override
    public void close() {} // whoever completes the upload closes it
  }
}
