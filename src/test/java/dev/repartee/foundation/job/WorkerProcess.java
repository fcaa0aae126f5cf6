package dev.repartee.foundation.job;

import jakarta.enterprise.event.Startup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A worker in a process of its own: the engine as the server runs it, without the server. It ends
 * with the process that has started it.
 */
final class WorkerProcess {

  private WorkerProcess() {}

  /**
   * Takes jobs until it is told to stop. A line of the input is how much its clock jumps.
   *
   * @param arguments its name
   */
  public static void main(String[] arguments) throws IOException {
    AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
    LabDatabase database = LabDatabase.at(System.getenv("DATABASE_URL"));
    LabInstance instance =
        new LabInstance(
            database,
            List.of(new LoadHandler(database, arguments[0])),
            () -> Instant.now().plus(jump.get()),
            System.getenv());
    instance.engine.atStart(new Startup());
    System.out.println("ready");
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      jump.set(Duration.parse(line));
    }
    Runtime.getRuntime().halt(1);
  }
}
