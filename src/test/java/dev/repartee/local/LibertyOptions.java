package dev.repartee.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start one {@link LibertyServer}.
 *
 * @param installDirectory the {@code wlp} folder
 * @param serverName the name below {@code wlp/usr/servers}
 * @param outputDirectory work area and pid file, one per process
 * @param logDirectory messages, first-failure data and a copy of the console, one per process
 * @param port the HTTP port, given to the server as {@code PORT}
 * @param javaHome the JDK to run on
 * @param jvmArguments more arguments for it, none of which contains a space
 * @param environment all the server sees besides PATH, HOME, the locale and the time zone
 */
public record LibertyOptions(
    Path installDirectory,
    String serverName,
    Path outputDirectory,
    Path logDirectory,
    int port,
    Path javaHome,
    List<String> jvmArguments,
    Map<String, String> environment) {

  /**
   * Copies what could change.
   *
   * @throws LocalServiceException when the installation's path has a space: the server's start
   *     script reads {@code server.env} by that path without quotes
   */
  public LibertyOptions {
    if (installDirectory.toString().contains(" ")) {
      throw new LocalServiceException(
          "The server can not start below a path with a space: " + installDirectory);
    }
    jvmArguments = List.copyOf(jvmArguments);
    environment = Map.copyOf(environment);
  }

  /** A server on a free port with everything else at its default. */
  public static LibertyOptions of(
      Path installDirectory, String serverName, Path directory, Map<String, String> environment) {
    Path own = directory.toAbsolutePath();
    return new LibertyOptions(
        installDirectory.toAbsolutePath(),
        serverName,
        own,
        own.resolve("logs"),
        Ports.free(),
        Path.of(System.getProperty("java.home")),
        List.of(),
        environment);
  }

  /**
   * The product as the build has put it below {@code target/}, for tests.
   *
   * @param name tells this process from others; its files are below {@code target/servers/NAME}
   */
  public static LibertyOptions ofProduct(String name, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("APP_ENV", "local");
    variables.putIfAbsent("LOG_FORMAT", "simple");
    return of(
        Path.of("target/liberty/wlp"), "repartee", Path.of("target/servers", name), variables);
  }

  /** The same on another port. */
  public LibertyOptions withPort(int other) {
    return new LibertyOptions(
        installDirectory,
        serverName,
        outputDirectory,
        logDirectory,
        other,
        javaHome,
        jvmArguments,
        environment);
  }

  /** The same with these arguments for its JVM. */
  public LibertyOptions withJvmArguments(List<String> others) {
    return new LibertyOptions(
        installDirectory,
        serverName,
        outputDirectory,
        logDirectory,
        port,
        javaHome,
        others,
        environment);
  }

  /** The same with its logs in another folder. */
  public LibertyOptions withLogDirectory(Path other) {
    return new LibertyOptions(
        installDirectory,
        serverName,
        outputDirectory,
        other,
        port,
        javaHome,
        jvmArguments,
        environment);
  }
}
