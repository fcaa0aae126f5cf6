package dev.repartee.foundation.job;

import dev.repartee.local.LocalServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts workers as processes, and ends them as the world does. */
final class WorkerProcesses implements AutoCloseable {

  private static final Path FOLDER = Path.of("target", "worker-processes").toAbsolutePath();

  private final LocalServices services;
  private final LabDatabase database;
  private final Map<String, String> variables;
  private final List<Worker> all = new ArrayList<>();

  WorkerProcesses(LocalServices services, LabDatabase database, Map<String, String> variables) {
    this.services = services;
    this.database = database;
    this.variables = variables;
  }

  /** Does not wait until it takes jobs. */
  Worker start() {
    String name = "worker-" + (all.size() + 1);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProcess.class.getName(),
            name);
    try {
      Files.createDirectories(FOLDER);
      Path log = FOLDER.resolve(name + ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().putAll(services.environment());
      builder.environment().putAll(variables);
      builder.environment().put("DATABASE_URL", database.address());
      Worker worker = new Worker(name, builder.start(), log);
      all.add(worker);
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Several that take jobs. */
  List<Worker> start(int count) throws IOException {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(start());
    }
    for (Worker worker : workers) {
      worker.awaitReady();
    }
    return workers;
  }

  @Override
  public void close() throws InterruptedException {
    for (Worker worker : all) {
      worker.kill();
    }
  }

  /** One process. */
  static final class Worker {
    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader output;

    Worker(String name, Process process, Path log) {
      this.name = name;
      this.process = process;
      this.log = log;
      this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    String name() {
      return name;
    }

    void awaitReady() throws IOException {
      String line = output.readLine();
      if (!"ready".equals(line)) {
        throw new IllegalStateException(name + " did not start: " + log());
      }
    }

    /** As a power cut; SIGKILL. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** As a deploy does, and waits for its end; SIGTERM. */
    boolean terminate(Duration patience) throws IOException, InterruptedException {
      signal("TERM"); // Process.destroy would close its input, too
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void freeze() throws IOException, InterruptedException {
      signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
      signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
      int code =
          new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + signal + " " + name + " gave " + code);
      }
    }

    /** Its clock is ahead of the true one by so much from now on. */
    void setClockAhead(Duration time) throws IOException {
      process.getOutputStream().write((time + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    String log() throws IOException {
      return Files.readString(log);
    }
  }
}
