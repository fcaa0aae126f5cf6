package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.job.Errands.Errand;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.InContainer;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs inside the server: its transactions, its request scope, handlers found by their type. */
@ArquillianTest
class JobsInServerIT {

  @Inject Jobs jobs;
  @Inject Errands errands;
  @Inject Handlers handlers;
  @Inject UserTransaction transaction;
  @Inject DataSource dataSource;

  private final String name = UUID.randomUUID().toString();

  @Deployment
  static WebArchive product() {
    return InContainer.product(
        JobsInServerIT.class, Errands.class, Errand.class, Errands.Request.class, Eventually.class);
  }

  @BeforeEach
  void makeRoomForEffects() {
    new Statements(dataSource).change("CREATE TABLE IF NOT EXISTS errand (name text)");
  }

  @Test
  void aJobOfATransactionThatIsRolledBackNeverWas() throws Exception {
    transaction.begin();
    UUID id = jobs.enqueue(new Errand("never " + name, false));
    transaction.rollback();

    jobs.enqueue(new Errand(name, false));
    assertTrue(Eventually.isTrue(() -> effects(name) == 1));
    assertEquals(List.of(), errands.requestsOf("never " + name));
    assertEquals(0, count("SELECT count(*) FROM job WHERE id = ?", id));
  }

  @Test
  void aJobWaitsForTheCommitAndThenRunsOnce() throws Exception {
    transaction.begin();
    UUID id = jobs.enqueue(new Errand(name, false));
    assertEquals(List.of(), errands.requestsOf(name));
    transaction.commit();

    assertTrue(Eventually.isTrue(() -> isGone(id)));
    assertEquals(1, effects(name));
    assertEquals(1, errands.requestsOf(name).size());
  }

  @Test
  void anEffectIsUndoneWithItsCompletionAndDoneAgainInAnotherRequest() {
    UUID id = jobs.enqueue(new Errand(name, true));

    assertTrue(Eventually.isTrue(() -> isGone(id)));
    assertEquals(1, effects(name));
    List<String> requests = errands.requestsOf(name);
    assertEquals(2, requests.size());
    assertNotEquals(requests.get(0), requests.get(1));
  }

  @Test
  void aJobOfAGroupNeedsNoTransactionOfTheCaller() {
    UUID id = jobs.enqueue(new Errand(name, false), options -> options.group(name));

    assertTrue(Eventually.isTrue(() -> isGone(id)));
    assertEquals(1, effects(name));
  }

  @Test
  void everyHandlerWaitsInAQueueThatCanBeConfigured() {
    assertTrue(handlers.queues().contains("screenshot"));
    assertTrue(JobConfig.QUEUES.containsAll(handlers.queues()), () -> handlers.queues().toString());
  }

  private long effects(String errand) {
    return count("SELECT count(*) FROM errand WHERE name = ?", errand);
  }

  private boolean isGone(UUID job) {
    return count("SELECT count(*) FROM job WHERE id = ?", job) == 0;
  }

  private long count(String sql, Object parameter) {
    return new Statements(dataSource).rows(sql, row -> row.getLong(1), parameter).get(0);
  }
}
