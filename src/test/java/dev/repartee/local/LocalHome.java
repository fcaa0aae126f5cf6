package dev.repartee.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder that keeps everything local between two starts: data, logs, the ports used last, and
 * credentials made once. One process at a time holds it, by a lock that ends with the process.
 */
final class LocalHome implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final String PORTS = "services.properties";
  private static final String CREDENTIALS = "credentials.properties";
  private static final String ADDRESS = "server.address";
  private static final int SECRET_LENGTH = 32;
  private static final String ALPHABET =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

  private final Path directory;
  private final FileChannel lockFile;
  private final Properties services;
  private final Properties credentials;
  private final SecureRandom random = new SecureRandom();

  private LocalHome(Path directory, FileChannel lockFile) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.services = read(directory.resolve(PORTS));
    this.credentials = read(directory.resolve(CREDENTIALS));
  }

  /**
   * Takes the folder, making it when missing.
   *
   * @throws AlreadyRunningException when another process has it
   */
  static LocalHome open(Path wanted) {
    try {
      Path directory = Files.createDirectories(wanted).toRealPath();
      FileChannel lockFile =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(lockFile) == null) {
        lockFile.close();
        throw alreadyRunning(directory);
      }
      LocalHome home = new LocalHome(directory, lockFile);
      home.withdrawAddress(); // what a killed process could not take back
      return home;
    } catch (IOException e) {
      throw new LocalServiceException("Can not use the folder " + wanted + ": " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static AlreadyRunningException alreadyRunning(Path directory) {
    String address = read(directory.resolve(PORTS)).getProperty(ADDRESS);
    return new AlreadyRunningException(
        address == null
            ? "Already starting in another process, which holds " + directory
            : "Already running at " + address + " (another process holds " + directory + ")");
  }

  Path directory() {
    return directory;
  }

  /** A folder of this name in here, made when missing, that only its owner can look into. */
  Path folder(String name) {
    try {
      Path folder = directory.resolve(name);
      return Files.isDirectory(folder) ? folder : Files.createDirectory(folder, owner("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of all logs; open, because Postgres may write its own as another user. */
  Path logs() {
    try {
      return Files.createDirectories(directory.resolve("logs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a service of this name writes its log. */
  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /** The port the service had last time, or 0. */
  private int lastPort(String service) {
    return Integer.parseInt(services.getProperty(service + ".port", "0"));
  }

  /**
   * Starts a service on the port it had last time or on a free one, and remembers it.
   *
   * @param choose told which port to use; again, when somebody else was faster to take it
   */
  void startOnFreePort(String name, LocalService service, IntConsumer choose) {
    for (int attempt = 1; ; attempt++) {
      choose.accept(Ports.preferring(attempt == 1 ? lastPort(name) : service.port()));
      try {
        service.start();
        services.setProperty(name + ".port", Integer.toString(service.port()));
        write(PORTS, services);
        return;
      } catch (LocalServiceException e) {
        if (attempt == ATTEMPTS || Ports.isFree(service.port())) {
          throw e; // not a lost race for the port
        }
      }
    }
  }

  /** Publishes where the product answers, for whoever tries to start a second one. */
  void publishAddress(String address) {
    services.setProperty(ADDRESS, address);
    write(PORTS, services);
  }

  private void withdrawAddress() {
    if (services.remove(ADDRESS) != null) {
      write(PORTS, services);
    }
  }

  /** A secret of 32 letters and digits, made on first use and kept, readable by its owner only. */
  String secret(String name) {
    String known = credentials.getProperty(name);
    if (known != null) {
      return known;
    }
    StringBuilder made = new StringBuilder(SECRET_LENGTH);
    random
        .ints(SECRET_LENGTH, 0, ALPHABET.length())
        .mapToObj(ALPHABET::charAt)
        .forEach(made::append);
    credentials.setProperty(name, made.toString());
    write(CREDENTIALS, credentials);
    return made.toString();
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }

  private void write(String name, Properties properties) {
    try {
      Path fresh = privateFile(directory, name);
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(
          fresh,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new empty file that only its owner can read and write. */
  Path privateFile(Path folder, String name) throws IOException {
    return Files.createTempFile(folder, name, ".new", owner("rw-------"));
  }

  /** Nothing on systems that know no owners. */
  private FileAttribute<?>[] owner(String permissions) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    try {
      withdrawAddress();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
