package dev.repartee.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real Postgres on the loopback address, with passwords (SCRAM), checksums, {@code fsync} and
 * {@code synchronous_commit} on, whose data survives restarts. It is started through {@code
 * pg_ctl}, in a session of its own, so that a Ctrl-C in the terminal does not reach it before the
 * server on top of it has drained.
 */
public final class PostgresServer implements LocalService {
  private static final String NAME = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "max_connections=200",
          "timezone=UTC",
          "log_timezone=UTC");

  private final LocalHome home;
  private final Progress progress;
  private final Path folder;
  private final Path programs;
  private final Path data;
  private final UnprivilegedUser user;
  private final PostgresDatabases databases;
  private int port;

  PostgresServer(LocalHome home, Progress progress) {
    this.home = home;
    this.progress = progress;
    this.folder = home.folder(NAME);
    this.programs = folder.resolve("18.6.0");
    this.data = folder.resolve("data");
    this.user = UnprivilegedUser.choose();
    this.databases = new PostgresDatabases(home, this::port);
  }

  /** Ends what a killed run left, then makes and starts what is missing. */
  void prepareAndStart() {
    PostgresBinaries.unpack(programs, progress);
    if (isRunning()) {
      progress.say("Postgres: stopping the one a killed run left behind");
      stop();
    }
    if (Files.notExists(data)) {
      initialise();
    }
    progress.say("Postgres: starting");
    home.startOnFreePort(NAME, this, wish -> port = wish);
    databases.ensureProduct();
    progress.say("Postgres: ready on port " + port);
  }

  private void initialise() {
    progress.say("Postgres: making the database cluster (once)");
    Path fresh = folder.resolve("data.new");
    try {
      PostgresBinaries.deleteTree(fresh);
      Files.createDirectory(fresh);
      Path password = home.privateFile(folder, "password");
      try {
        Files.writeString(password, databases.superuserPassword());
        user.own(folder);
        Command.run(PATIENCE, user.wrap(initdb(fresh, password)));
      } finally {
        Files.delete(password);
      }
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> initdb(Path into, Path password) {
    return List.of(
        program("initdb"),
        "--pgdata=" + into,
        "--username=postgres",
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--no-instructions");
  }

  @Override
  public void start() {
    if (isRunning()) {
      return;
    }
    Path log = home.log(NAME);
    try {
      clearAway();
      Command.run(PATIENCE, user.wrap(pgCtlStart(log)));
    } catch (LocalServiceException e) {
      throw new LocalServiceException(
          "Postgres does not start, see " + log + ":\n" + Command.tail(log), e);
    }
  }

  /**
   * Removes what a killed server leaves: backends that have not noticed yet, and the pid file. That
   * one stops a new server as long as the pid exists, which it does for ever where nobody reaps
   * orphans, or when the system has given it to another process.
   */
  private void clearAway() {
    OwnedProcess.killAllBelow(folder);
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> pgCtlStart(Path log) {
    StringBuilder options = new StringBuilder("-p " + port);
    SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
    if (user == UnprivilegedUser.NOBODY) {
      user.own(folder);
      user.own(writable(log));
    }
    return List.of(
        program("pg_ctl"),
        "start",
        "--wait",
        "--timeout=" + PATIENCE.toSeconds(),
        "--pgdata=" + data,
        "--log=" + log,
        "--options=" + options);
  }

  private static Path writable(Path log) {
    try {
      return Files.exists(log) ? log : Files.createFile(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it the fast way: transactions in flight are rolled back, connections closed. */
  @Override
  public void stop() {
    Optional<OwnedProcess> running = process();
    if (running.isEmpty()) {
      return;
    }
    Command.run(
        PATIENCE,
        user.wrap(
            List.of(program("pg_ctl"), "stop", "--mode=fast", "--no-wait", "--pgdata=" + data)));
    if (!running.get().awaitEnd(Duration.ofSeconds(20))) {
      running.get().kill();
    }
  }

  /** Ends it and its backends as a power cut would (SIGKILL). */
  public void kill() {
    process().ifPresent(OwnedProcess::kill);
  }

  /** Freezes it: connections stay open and nothing answers. */
  public void freeze() {
    process().ifPresent(OwnedProcess::freeze);
  }

  /** Lets it go on after {@link #freeze}. */
  public void thaw() {
    process().ifPresent(OwnedProcess::thaw);
  }

  @Override
  public boolean isRunning() {
    return process().isPresent();
  }

  @Override
  public int port() {
    return port;
  }

  /** The URL of the product's own database, with user and password. */
  public String url() {
    return databases.url(PostgresDatabases.PRODUCT);
  }

  /** The JDBC URL that goes with a database of this server. */
  public String jdbcUrl(String database) {
    return databases.jdbcUrl(database);
  }

  /**
   * Makes a new database as a copy of another, in a tenth of a second.
   *
   * @param template the database to copy, to which nobody may be connected
   * @return the URL of the new one, with user and password
   */
  public String newDatabase(String template) {
    return databases.copy(template);
  }

  /**
   * The URL of a database for a login that owns nothing in it, and may do nothing until its owner
   * says so.
   */
  public String urlOfRowsLogin(String url) {
    return databases.urlOfRowsLogin(url);
  }

  /**
   * Makes an empty database of this name, or again an empty one.
   *
   * @return its URL, with user and password
   */
  public String emptyDatabase(String name) {
    return databases.makeEmpty(name);
  }

  /** Drops a database, cutting off whoever is connected; nothing happens when it is not there. */
  public void dropDatabase(String name) {
    databases.drop(name);
  }

  /** Drops the databases that {@link #newDatabase} made, now or in earlier runs. */
  void dropTestDatabases() {
    databases.dropCopies();
  }

  private Optional<OwnedProcess> process() {
    return OwnedProcess.withProgramBelow(folder, pidFile());
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }
}
