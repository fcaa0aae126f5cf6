package dev.repartee.page;

import dev.repartee.testing.ApiClient;
import dev.repartee.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A browser in front of the page. Where no Chromium is installed the test is skipped; with {@code
 * REPARTEE_CI=true} that is a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageTest {

  Browser browser;
  Accessibility accessibility;
  TestServer server;
  URI base;

  @BeforeAll
  void startBrowser() throws IOException {
    browser = Browser.startOrSkip();
    accessibility = new Accessibility();
    server = TestServer.shared();
    base = server.baseUrl().resolve("/");
  }

  @AfterAll
  void closeBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  /** Signs in an account with {@link ApiClient#PASSWORD}. */
  void signIn(Tab tab, String email) {
    signIn(tab, email, ApiClient.PASSWORD);
  }

  void signIn(Tab tab, String email, String password) {
    tab.go(base);
    tab.type("input[name=email]", "", email);
    tab.type("input[name=password]", "", password);
    tab.click(".account-form .button", "Sign in");
    tab.see("h1", "Bring a conversation");
  }
}
