package dev.repartee.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Colleague;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members, invitations and devices, as a person goes about them. */
class TeamPageIT extends PageTest {

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
}
