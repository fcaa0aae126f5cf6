package dev.repartee.foundation.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Runs errands inside the server, and remembers in which request each attempt ran. */
@ApplicationScoped
class Errands implements JobHandler<Errands.Errand> {

  private final DataSource dataSource;
  private final Request request;
  private final Map<String, List<String>> requests = new ConcurrentHashMap<>();

  /**
   * What to do.
   *
   * @param failsFirst whether the first attempt throws after its effect, within its transaction
   */
  public record Errand(String name, boolean failsFirst) {}

  /** One for each request. */
  @RequestScoped
  static class Request {
    private final String id = UUID.randomUUID().toString();

    String id() {
      return id;
    }
  }

  @Inject
  Errands(DataSource dataSource, Request request) {
    this.dataSource = dataSource;
    this.request = request;
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("maintenance").backoff(Backoff.fixed(Duration.ofMillis(10)));
  }

  @Override
  public void run(Errand errand, JobContext job) {
    requests.computeIfAbsent(errand.name(), name -> new CopyOnWriteArrayList<>()).add(request.id());
    job.complete(
        () -> {
          new Statements(dataSource).change("INSERT INTO errand VALUES (?)", errand.name());
          if (errand.failsFirst() && job.attempt() == 1) {
            throw new IllegalStateException("told to fail");
          }
        });
  }

  /** The request of each attempt at an errand so far. */
  List<String> requestsOf(String errand) {
    return requests.getOrDefault(errand, List.of());
  }
}
