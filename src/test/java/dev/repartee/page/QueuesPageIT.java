package dev.repartee.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The view of the queues, as an operator uses it. */
class QueuesPageIT extends PageTest {

  private static final String DEAD_OF_ROLLUP =
      "document.querySelector('[data-queue=rollup] [data-name=Dead]').textContent";

  private final String email = ApiClient.newEmail();
  private Browser.Person operator;
  private Tab tab;

  @BeforeAll
  void signInAsOperator() {
    server.operator(email);
    operator = browser.newPerson();
    try (Tab first = browser.open(operator)) {
      signIn(first, email);
    }
  }

  @BeforeEach
  void open() {
    server.execute("DELETE FROM dead_job");
    tab = browser.open(operator);
    tab.size(1280, 900);
    tab.prefer("light");
    tab.go(base);
    tab.click(".bar-nav a", "Queues");
    tab.see("[data-queue=rollup]", "");
  }

  @AfterEach
  void nothingWasComplainedAbout() {
    try (Tab used = tab) {
      assertEquals(List.of(), used.complaints());
    }
  }

  /**
   * A job of the usage rollup that failed for the last time, with a payload that can not be read.
   */
  private String deadJob(String error) {
    String id = UUID.randomUUID().toString();
    server.execute(
        """
        INSERT INTO dead_job (id, queue, type, version, payload, attempts, max_attempts, created_at,
          died_at, last_error)
        SELECT '%s', 'rollup', type, 1, '{"tick":"no time"}', 2, 2, now(), now(), '%s'
        FROM job_schedule WHERE name = 'usage-rollup';
        INSERT INTO job_attempt (job_id, number, started_at, ended_at, outcome, error, instance)
        VALUES ('%s', 1, now() - interval '3 s', now(), 'FAILED', '%s', 'one')
        """
            .formatted(id, error, id, error));
    return id;
  }

  @Test
  void aQueueIsPausedAndAFailedJobIsReadTriedAgainAndSeenDone() {
    String id = deadJob("It broke at noon");
    tab.awaitTrue(DEAD_OF_ROLLUP + " === '1'");
    tab.click("[data-queue=rollup] [data-name=Dead] button", "1");
    String job = ".job[data-id='" + id + "']";
    assertTrue(tab.see(job, "").contains("It broke at noon"));

    tab.click("[data-queue=rollup] .queue-tools button", "Pause");
    tab.see("[data-queue=rollup] .paused", "paused");
    tab.click(job + " .job-name", "");
    tab.see(".attempt-error", "It broke at noon");
    tab.see(".attempt", "on one");
    tab.click(".job-dialog .button", "Try again");
    tab.see(".job-dialog .facts", "waiting");
    tab.click(".job-dialog .button", "Close");

    tab.click("[data-queue=rollup] [data-name=Ready] button", "1");
    tab.see(job + "[data-state=waiting]", "");
    tab.click("[data-queue=rollup] .queue-tools button", "Resume");
    tab.awaitTrue(DEAD_OF_ROLLUP + " === '1'"); // it really failed
    tab.click("[data-queue=rollup] [data-name=Dead] button", "1");
    tab.click(job + " .job-name", "");
    tab.awaitTrue("document.querySelectorAll('.attempt').length > 1");
    String failure = tab.see(".attempt:last-child .attempt-error", "The payload can not be read");
    assertFalse(failure.contains("no time"), "values of payloads are private");
    tab.picture("job-failed");

    server.execute(
        "UPDATE dead_job SET payload = '{\"tick\":\"2020-01-02T02:00:00Z\"}' WHERE id = '%s'"
            .formatted(id));
    tab.click(".job-dialog .button", "Try again");
    tab.click(".job-dialog .button", "Close");
    tab.awaitTrue(DEAD_OF_ROLLUP + " === '0'");
    tab.awaitTrue("!document.querySelector(\"" + job + "\")");
    tab.see(".chart-words", "did what they should");
    tab.awaitTrue("document.querySelectorAll('.chart canvas').length === 2");
  }

  @Test
  void jobsAreFoundByTheirErrorAndTriedAgainTogether() {
    String error = "Found " + UUID.randomUUID();
    deadJob(error);
    deadJob(error);
    deadJob("Another");
    tab.evaluate(
        "(e => { e.value = 'dead'; e.dispatchEvent(new Event('change')); })"
            + "(document.querySelector('.filters select'))");
    tab.awaitTrue("document.querySelectorAll('.job').length >= 3");
    tab.click(".filters .field:last-child input", "");
    tab.type(".filters .field:last-child input", "", error);
    tab.awaitTrue("document.querySelectorAll('.job').length === 2");
    tab.click(".section-head .button", "Try all of these again");
    tab.click(".dialog .button", "Try again");
    tab.see(".toast", "2 jobs are tried again");

    tab.awaitTrue("Number(" + DEAD_OF_ROLLUP + ") >= 3"); // they can not be read
    tab.click("[data-queue=rollup] .queue-tools button", "Clean");
    tab.click(".dialog .button", "Forget them");
    tab.awaitTrue(DEAD_OF_ROLLUP + " === '0'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theViewAndAJobAreAccessible(String colours) throws IOException {
    Accessibility accessibility = new Accessibility();
    tab.size(1280, 1700);
    String id = deadJob("To be looked at");
    tab.prefer(colours);
    tab.awaitTrue("document.querySelectorAll('.chart canvas').length === 2");
    tab.see(".schedule", "usage-rollup");
    tab.click("[data-queue=rollup] [data-name=Dead] button", "");
    tab.see(".job[data-id='" + id + "']", "");
    accessibility.check("queues", tab);
    tab.picture("queues-" + colours);
    tab.click(".job[data-id='" + id + "'] .job-name", "");
    tab.see(".attempt", "");
    accessibility.check("job", tab);
    tab.picture("job-" + colours);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 768, 1280, 1920})
  void theViewIsNoWiderThanTheWindow(int width) {
    deadJob("A long error of one word: " + "x".repeat(150));
    tab.size(width, 2200);
    tab.click("[data-queue=rollup] [data-name=Dead] button", "");
    tab.see(".job-error", "xxx");
    tab.see(".schedule", "");
    tab.assertFits();
    tab.picture("queues-" + width);
    tab.click(".job .job-name", "");
    tab.see(".attempt", "");
    tab.assertFits();
    tab.picture("job-" + width);
  }

  @Test
  void whoDoesNotOperateTheServerIsNotShownTheWay() {
    String address = ApiClient.newEmail();
    server.client().registered(address);
    try (Tab other = browser.open(browser.newPerson())) {
      signIn(other, address);
      other.awaitTrue(
          "performance.getEntriesByName(new URL('api/v1/admin/access',"
              + " document.baseURI).href).length > 0");
      other.awaitTrue("document.querySelector('[data-nav=queues]').hidden");
      other.go(base.resolve("#/queues"));
      other.see(".notice", "Only the workspace that operates this installation");
      assertEquals(
          List.of(), other.complaints().stream().filter(line -> !line.contains("403")).toList());
    }
  }
}
