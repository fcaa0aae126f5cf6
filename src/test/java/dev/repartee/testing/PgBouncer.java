package dev.repartee.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.repartee.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PgBouncer in transaction mode in front of a database: whoever asks for the next
 * transaction gets whichever connection is free.
 */
public final class PgBouncer implements AutoCloseable {

  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

  private final Process process;
  private final Path folder;
  private final URI url;

  private PgBouncer(Process process, Path folder, URI url) {
    this.process = process;
    this.folder = folder;
    this.url = url;
  }

  /**
   * Starts the one that is installed; where none is, the test is skipped, or fails in CI.
   *
   * @param database as {@code DATABASE_URL} says it, with user and password
   * @param connections how many it makes to Postgres, whatever comes
   */
  public static PgBouncer startOrSkip(String database, int connections) {
    List<Path> installed = PROGRAMS.stream().filter(Files::isExecutable).toList();
    if (!"true".equals(System.getenv("REPARTEE_CI"))) {
      assumeTrue(!installed.isEmpty(), "No PgBouncer is installed");
    }
    if (installed.isEmpty()) {
      throw new AssertionError("No PgBouncer is installed");
    }
    try {
      return start(installed.get(0), URI.create(database), connections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PgBouncer start(Path program, URI database, int connections) throws IOException {
    Path folder = Files.createTempDirectory("repartee-pgbouncer");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String[] login = database.getUserInfo().split(":", 2);
    int port = Ports.free();
    Path users = folder.resolve("users.txt");
    Files.writeString(users, "\"%s\" \"%s\"%n".formatted(login[0], login[1]));
    Path configuration = folder.resolve("pgbouncer.ini");
    Files.write(
        configuration,
        List.of(
            "[databases]",
            "* = host=127.0.0.1 port=" + database.getPort(),
            "[pgbouncer]",
            "listen_addr = 127.0.0.1",
            "listen_port = " + port,
            "unix_socket_dir =",
            "auth_type = scram-sha-256",
            "auth_file = " + users,
            "pool_mode = transaction",
            "default_pool_size = " + connections,
            "max_client_conn = 200",
            "ignore_startup_parameters = extra_float_digits"));
    List<String> command = new ArrayList<>(List.of(program.toString(), "-q"));
    if (System.getProperty("user.name", "").equals("root")) { // it refuses to be
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(configuration.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    URI url =
        URI.create(
            "postgres://%s@127.0.0.1:%d%s"
                .formatted(database.getRawUserInfo(), port, database.getRawPath()));
    PgBouncer started = new PgBouncer(process, folder, url);
    if (!Eventually.isTrue(() -> answers(port) || !process.isAlive()) || !process.isAlive()) {
      String log = Files.readString(folder.resolve("log"));
      started.close();
      throw new IllegalStateException("PgBouncer does not start:\n" + log);
    }
    return started;
  }

  private static boolean answers(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The database behind it, with user and password. */
  public String url() {
    return url.toString();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
