package dev.repartee.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.Eventually;
import dev.repartee.testing.TestServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Forgotten and changed passwords and confirmed addresses, as a person goes about them. */
class AccountPageIT extends PageTest {

  private static final String OTHER = "a quiet lamp in the harbour";

  @Test
  void aForgottenPasswordIsReplacedByWayOfAMail() {
    String email = ApiClient.newEmail();
    server.client().registered(email);
    try (Tab tab = browser.open(browser.newPerson())) {
      tab.go(base);
      tab.click(".link-button", "Forgot password?");
      tab.see(".link-button", "Back to signing in");
      accessibility.check("forgotten", tab);
      tab.type("input[name=email]", "", email);
      tab.click(".account-form .button", "Send me a link");
      tab.see("[role=status] p", email);
      tab.awaitTrue("document.activeElement.textContent.includes('Check your mail')");

      follow(tab, "reset-password", link(email, "reset-password"));
      tab.see("h1", "Choose another password");
      tab.awaitTrue("document.activeElement.tagName === 'H1'");
      tab.awaitTrue("location.hash === '#/'");
      accessibility.check("reset", tab);
      tab.type("input[name=password]", "", "short");
      tab.click(".recovery .button", "Change the password");
      tab.see(".field-wrong", "At least 10 characters");
      tab.type("input[name=password]", "", OTHER);
      tab.click(".recovery .button", "Change the password");
      tab.see("h1", "The password is changed");
      tab.click(".recovery .button", "Go on");
      tab.see("h1", "Know what to say");
      signIn(tab, email, OTHER);
      assertEquals(List.of(), tab.complaints());
    }
  }

  @Test
  void anAddressIsConfirmedByAButtonThatALinkLeadsTo() {
    String email = ApiClient.newEmail();
    ApiClient member = server.client().registered(email);
    member.post("/api/v1/users/me/verification", null).expect(202);
    String token = link(email, "verify-email");
    try (Tab tab = browser.open(browser.newPerson())) {
      follow(tab, "verify-email", token);
      tab.see("h1", "Confirm your address");
      accessibility.check("verification", tab);
      assertFalse(isVerified(member), "a program that follows links confirms nothing");
      tab.click(".recovery .button", "Confirm my address");
      tab.see("h1", "Your address is confirmed");
      assertTrue(isVerified(member));
      assertEquals(List.of(), tab.complaints());
    }
    try (Tab again = browser.open(browser.newPerson())) {
      follow(again, "verify-email", token);
      again.click(".recovery .button", "Confirm my address");
      again.see(".notice", "This link is not good");
    }
  }

  @Test
  void aPasswordIsChangedFromTheAccountMenu() {
    String email = ApiClient.newEmail();
    server.client().registered(email);
    try (Tab tab = browser.open(browser.newPerson())) {
      signIn(tab, email, ApiClient.PASSWORD);
      tab.click(".menu summary", "");
      tab.click(".menu-item", "Change password");
      tab.see(".dialog h2", "Change the password");
      accessibility.check("changing the password", tab);
      tab.type("input[name=currentPassword]", "", "not the password");
      tab.type("input[name=newPassword]", "", OTHER);
      tab.click(".dialog .button", "Change the password");
      tab.see(".field-wrong", "It is not your password.");
      tab.awaitTrue("document.activeElement.name === 'currentPassword'");
      tab.type("input[name=currentPassword]", "", ApiClient.PASSWORD);
      tab.click(".dialog .button", "Change the password");
      tab.see(".toast", "The password is changed");
      tab.reload();
      tab.see("h1", "Bring a conversation");
    }
  }

  /** Opens the page anew, as a link in a mail does. */
  private void follow(Tab tab, String view, String token) {
    tab.go(base);
    tab.evaluate("location.assign('/?from=mail#/%s/%s')".formatted(view, token));
  }

  private static boolean isVerified(ApiClient member) {
    return member.get("/api/v1/users/me").json().path("emailVerified").asBoolean();
  }

  /** The token of the link in the mail that a local server writes to its log. */
  private String link(String email, String view) {
    Pattern pattern =
        Pattern.compile(
            "Mail to " + Pattern.quote(email) + ".{0,1500}?/#/" + view + "/([\\w-]{43})",
            Pattern.DOTALL);
    assertTrue(Eventually.isTrue(() -> pattern.matcher(log()).find()), "no mail to " + email);
    Matcher found = pattern.matcher(log());
    assertTrue(found.find());
    return found.group(1);
  }

  private String log() {
    return TestServer.sharedLogs().replace("\\/", "/");
  }
}
