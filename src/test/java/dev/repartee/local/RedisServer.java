package dev.repartee.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real Redis on the loopback address, with a password. It keeps nothing on disk: Postgres is the
 * truth, and a Redis that comes back empty is what the product must bear. It makes a daemon of
 * itself, so that a Ctrl-C in the terminal does not reach it.
 */
public final class RedisServer implements LocalService {
  private static final String NAME = "redis";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final LocalHome home;
  private final Progress progress;
  private final Path folder;
  private final Path program;
  private int port;

  RedisServer(LocalHome home, Progress progress) {
    this.home = home;
    this.progress = progress;
    this.folder = home.folder(NAME);
    this.program = folder.resolve("redis-server");
  }

  /** Ends what a killed run left, then starts a fresh one. */
  void prepareAndStart() {
    if (isRunning()) {
      progress.say("Redis: stopping the one a killed run left behind");
      stop();
    }
    unpack();
    progress.say("Redis: starting");
    home.startOnFreePort(NAME, this, wish -> port = wish);
    progress.say("Redis: ready on port " + port);
  }

  /** From the embedded-redis artifact (org.signal), which carries one program per platform. */
  private void unpack() {
    if (Files.exists(program)) {
      return;
    }
    String resource = Platform.current().redisProgram();
    try (InputStream found = RedisServer.class.getResourceAsStream(resource)) {
      if (found == null) {
        throw new LocalServiceException(
            "No Redis for this platform on the class path ("
                + resource
                + "). Set REDIS_URL to use one of your own.");
      }
      Path fresh = folder.resolve("redis-server.new");
      Files.copy(found, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
      Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    if (isRunning()) {
      return;
    }
    Command.run(PATIENCE, List.of(program.toString(), configuration().toString()));
    if (!Await.until(PATIENCE, this::answers)) {
      Path log = home.log(NAME);
      throw new LocalServiceException(
          "Redis does not start, see " + log + ":\n" + Command.tail(log));
    }
  }

  /** In a file, because everybody can read a command line and it holds the password. */
  private Path configuration() {
    List<String> lines =
        List.of(
            "bind 127.0.0.1",
            "port " + port,
            "requirepass " + password(),
            "daemonize yes",
            "pidfile " + inQuotes(pidFile()),
            "logfile " + inQuotes(home.log(NAME)),
            "dir " + inQuotes(folder),
            "save \"\"",
            "appendonly no",
            "databases 16");
    try {
      Path fresh = home.privateFile(folder, "redis.conf");
      Files.write(fresh, lines);
      return Files.move(fresh, folder.resolve("redis.conf"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String inQuotes(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public void stop() {
    process().ifPresent(process -> process.stop(Duration.ofSeconds(10)));
  }

  /** Ends it at once (SIGKILL). */
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

  /** Forgets every key of every database. */
  public void flush() {
    if (!command("FLUSHALL").equals("+OK")) {
      throw new LocalServiceException("Redis did not flush");
    }
  }

  @Override
  public boolean isRunning() {
    return process().isPresent();
  }

  @Override
  public int port() {
    return port;
  }

  /** Its URL with user and password. */
  public String url() {
    return "redis://default:" + password() + "@localhost:" + port;
  }

  private String password() {
    return home.secret("redis.password");
  }

  private boolean answers() {
    try {
      return isRunning() && command("PING").equals("+PONG");
    } catch (LocalServiceException notYet) {
      return false;
    }
  }

  /** One command without arguments; its answer's first line as in the RESP protocol. */
  private String command(String name) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String request = "AUTH " + password() + "\r\n" + name + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String accepted = answers.readLine();
      String answer = answers.readLine();
      if (!"+OK".equals(accepted) || answer == null) {
        throw new LocalServiceException("Redis answered " + accepted);
      }
      return answer;
    } catch (IOException e) {
      throw new LocalServiceException("Redis does not answer: " + e.getMessage(), e);
    }
  }

  private Path pidFile() {
    return folder.resolve("redis.pid");
  }

  private Optional<OwnedProcess> process() {
    return OwnedProcess.withProgramBelow(folder, pidFile());
  }
}
