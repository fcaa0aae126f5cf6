package dev.repartee.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Colleague;
import dev.repartee.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Members, invitations and devices, as a person goes about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamPageIT {

  private final TestServer server = TestServer.shared();
  private final URI base = server.baseUrl().resolve("/");
  private Browser browser;
  private Accessibility accessibility;

  @BeforeAll
  void start() throws IOException {
    browser = Browser.startOrSkip();
    accessibility = new Accessibility();
  }

  @AfterAll
  void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void anOwnerInvitesPromotesAndRemoves() {
    String email = ApiClient.newEmail();
    ApiClient owner = server.client().registered(email);
    Colleague ben = Colleague.of(server, owner, "MEMBER");
    String guest = ApiClient.newEmail();
    try (Tab tab = browser.open(browser.newPerson())) {
      signIn(tab, email);
      tab.click(".menu summary", "");
      tab.click(".menu-item", "Team");
      tab.see("h1", "Team");
      tab.see(".person-words", ben.email());
      accessibility.check("team", tab);
      tab.assertFits();

      tab.type("input[name=email]", "", guest);
      tab.click(".invite-form .button", "Invite");
      tab.see(".toast", "is invited");
      tab.see(".person-words", guest);
      tab.click(".person-tools .button", "Revoke");
      tab.see(".toast", "was revoked");
      assertEquals(0, owner.get("/api/v1/workspace/invitations").json().path("items").size());

      tab.evaluate(
          "(() => { const choice = document.querySelector('.person-tools select');"
              + " choice.value = 'ADMIN'; choice.dispatchEvent(new Event('change')); })()");
      tab.see(".toast", "is now Admin");
      assertEquals("ADMIN", ben.roleSeenBy(owner));

      tab.click(".person-tools .button", "Remove");
      tab.see(".dialog h2", "Remove");
      tab.click(".dialog .button", "Remove");
      tab.see(".toast", "was removed");
      ben.api().get("/api/v1/users/me").expectProblem(401, "unauthenticated");
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void aPersonSignsOutTheirOtherDevices() {
    String email = ApiClient.newEmail();
    ApiClient other = server.client().registered(email);
    try (Tab tab = browser.open(browser.newPerson())) {
      signIn(tab, email);
      tab.click(".menu summary", "");
      tab.click(".menu-item", "Devices");
      tab.see("h1", "Devices");
      tab.see(".person-words", "This device");
      tab.see(".person-words", "Java-http-client");
      accessibility.check("devices", tab);
      tab.click(".person-tools .button", "Sign out");
      tab.see(".toast", "was signed out");
      other.get("/api/v1/users/me").expectProblem(401, "unauthenticated");
      tab.awaitTrue("document.querySelectorAll('.person-words').length === 1");
      assertEquals(List.of(), tab.complaints());
    }
  }

  private void signIn(Tab tab, String email) {
    tab.go(base);
    tab.type("input[name=email]", "", email);
    tab.type("input[name=password]", "", ApiClient.PASSWORD);
    tab.click(".account-form .button", "Sign in");
    tab.see("h1", "Bring a conversation");
  }
}
