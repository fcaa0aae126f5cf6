package dev.repartee.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process named by a pid file. Pids are used again by the system, so a process counts as ours
 * only when it also looks like ours; a stranger is never signalled.
 */
final class OwnedProcess {
  private final ProcessHandle handle;
  private final Predicate<ProcessHandle.Info> ours;

  private OwnedProcess(ProcessHandle handle, Predicate<ProcessHandle.Info> ours) {
    this.handle = handle;
    this.ours = ours;
  }

  /** The running process in this file (first line), if its program lies below the directory. */
  static Optional<OwnedProcess> withProgramBelow(Path directory, Path pidFile) {
    return find(pidFile, programBelow(directory));
  }

  /** The running process in this file (first line), if this word is one of its arguments. */
  static Optional<OwnedProcess> withArgument(String argument, Path pidFile) {
    return find(
        pidFile, info -> info.arguments().filter(a -> List.of(a).contains(argument)).isPresent());
  }

  /** Ends every process whose program lies below the directory, at once (SIGKILL). */
  static void killAllBelow(Path directory) {
    Predicate<ProcessHandle.Info> below = programBelow(directory);
    ProcessHandle.allProcesses()
        .filter(process -> below.test(process.info()))
        .map(process -> new OwnedProcess(process, below))
        .toList()
        .forEach(OwnedProcess::kill);
  }

  private static Predicate<ProcessHandle.Info> programBelow(Path directory) {
    return info -> info.command().map(Path::of).filter(p -> p.startsWith(directory)).isPresent();
  }

  private static Optional<OwnedProcess> find(Path pidFile, Predicate<ProcessHandle.Info> ours) {
    return pid(pidFile)
        .flatMap(ProcessHandle::of)
        .map(handle -> new OwnedProcess(handle, ours))
        .filter(OwnedProcess::isRunning);
  }

  private static Optional<Long> pid(Path pidFile) {
    try (Stream<String> lines = Files.lines(pidFile)) {
      return lines.findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException | NumberFormatException noPid) {
      return Optional.empty();
    }
  }

  long pid() {
    return handle.pid();
  }

  /**
   * Whether it is there. A zombie, which stays where nobody reaps orphans, has no program and no
   * arguments any more, and so counts as gone.
   */
  boolean isRunning() {
    return handle.isAlive() && ours.test(handle.info());
  }

  boolean awaitEnd(Duration patience) {
    return Await.until(patience, () -> !isRunning());
  }

  /** Asks it to end (SIGTERM), and after the time makes it end. */
  void stop(Duration patience) {
    handle.destroy();
    if (!awaitEnd(patience)) {
      kill();
    }
  }

  /** Ends it and all its descendants at once (SIGKILL). */
  void kill() {
    List<ProcessHandle> family = family();
    family.forEach(ProcessHandle::destroyForcibly);
    Await.until(Duration.ofSeconds(10), () -> !isRunning());
    family.forEach(one -> Await.until(Duration.ofSeconds(10), () -> isGone(one)));
  }

  /** Freezes it and all its descendants (SIGSTOP); connections stay open and nothing answers. */
  void freeze() {
    signal("STOP");
  }

  /** Lets a frozen process go on (SIGCONT). */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    String pids = String.join(" ", family().stream().map(one -> Long.toString(one.pid())).toList());
    // The shell's own kill: minimal systems have no program of that name.
    Command.run(Duration.ofSeconds(5), List.of("sh", "-c", "kill -" + name + " " + pids));
  }

  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(handle), handle.descendants()).toList();
  }

  private static boolean isGone(ProcessHandle one) {
    return !one.isAlive() || one.info().command().isEmpty();
  }
}
