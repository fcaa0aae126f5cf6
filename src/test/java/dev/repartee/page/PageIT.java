package dev.repartee.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.testing.TestServer;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page, as a person uses it, from the first visit to a suggestion and an opener. Where no
 * Chromium is installed it is skipped; with {@code REPARTEE_CI=true} that is a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {

  private static final String PASSWORD = "a reply is a gift";

  private URI base;
  private final String email = "page-" + UUID.randomUUID() + "@repartee.example";
  private Browser browser;
  private Browser.Person person;
  private Accessibility accessibility;
  private Tab tab;

  @BeforeAll
  void register() throws IOException {
    browser = Browser.startOrSkip();
    base = TestServer.shared().baseUrl().resolve("/");
    accessibility = new Accessibility();
    person = browser.newPerson();
    try (Tab first = browser.open(person)) {
      first.go(base);
      first.click(".segment", "Create account");
      first.type("input[name=name]", "", "Page Test");
      first.type("input[name=email]", "", email);
      first.type("input[name=password]", "", PASSWORD);
      first.click(".account-form .button", "Create account");
      first.see("h1", "Bring a conversation");
      assertEquals(List.of(), first.complaints());
    }
  }

  @AfterAll
  void close() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    tab = browser.open(person);
    tab.size(1280, 900);
    tab.prefer("light");
    tab.go(base);
  }

  @AfterEach
  void nothingWasComplainedAbout() {
    try (Tab used = tab) {
      assertEquals(List.of(), used.complaints());
    }
  }

  @Test
  void aReloadKeepsThePersonSignedInAndSigningOutDoesNot() {
    Browser.Person other = browser.newPerson();
    try (Tab theirs = browser.open(other)) {
      theirs.go(base);
      theirs.type("input[name=email]", "", email);
      theirs.type("input[name=password]", "", PASSWORD);
      theirs.click(".account-form .button", "Sign in");
      theirs.see("h1", "Bring a conversation");
      theirs.reload();
      theirs.see("h1", "Bring a conversation");
      theirs.click(".menu summary", "");
      theirs.click(".menu-item", "Sign out");
      theirs.see("h1", "Know what to say");
      theirs.reload();
      theirs.see("h1", "Know what to say");
      assertEquals(List.of(), theirs.complaints());
    }
  }

  @Test
  void noTokenIsLeftWhereScriptsOfAnotherDayCouldFindIt() {
    tab.see("h1", "Bring a conversation");
    assertEquals(
        "\"\"", tab.evaluate("document.cookie").toString(), "the refresh token is not for scripts");
    assertEquals(
        "[\"repartee.signedIn\"]",
        tab.evaluate("Object.keys({ ...localStorage, ...sessionStorage })").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ramen.png, ramen, playful",
    "margins.png, handwriting, warm",
    "kiln.png, kiln, witty"
  })
  void aSampleIsReadCorrectedAndAnswered(String sample, String word, String style) {
    read(sample);
    assertEquals(7, tab.texts(".line textarea").size());
    assertEquals(
        List.of("contact", "user", "contact", "user", "contact", "user", "contact"),
        authors(".line"));
    assertTrue(tab.texts(".line textarea").get(0).contains(word));

    tab.click(".author-button", "Line 4");
    tab.awaitTrue("document.querySelectorAll('.line')[3].dataset.author === 'contact'");
    tab.type("textarea", "", "Corrected by hand");
    tab.click(".verify .button", "Looks right");

    tab.see("h2", "What to say next");
    assertEquals("Corrected by hand", tab.texts(".bubbles .bubble").get(0));
    assertEquals(
        List.of("contact", "user", "contact", "contact", "contact", "user", "contact"),
        authors(".bubble-row"));

    tab.click(".chip input[value=" + style + "]", "");
    tab.click(".suggest .button", "Suggest");
    assertFalse(tab.see(".take-text", "").isBlank());
    assertFalse(tab.see(".why p", "").isBlank());
    tab.click(".sources summary", "source");
    assertFalse(tab.see(".sources li", "").isBlank());

    tab.click(".suggest form .button", "Suggest");
    tab.see(".cached", "From cache");
  }

  @Test
  void linesAreMovedAddedAndRemovedByKeyboard() {
    read("ramen.png");
    List<String> before = tab.texts(".line textarea");
    tab.click(".line:nth-child(2) textarea", "");
    tab.evaluate(
        """
        document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key: "ArrowUp", altKey: true, bubbles: true, cancelable: true }))
        """);
    tab.awaitTrue("document.activeElement.getAttribute('aria-label') === 'Text of line 1'");
    assertEquals(before.get(1), tab.texts(".line textarea").get(0));
    tab.click(".button", "Add a line");
    assertEquals(8, tab.texts(".line textarea").size());
    tab.click(".button", "Looks right");
    tab.see(".line .field-wrong", "remove this line");
    tab.click(".line-tools button", "Remove line 8");
    tab.awaitTrue("document.querySelectorAll('.line').length === 7");
  }

  @Test
  void anOpenerStreamsInAndIsKept() {
    tab.click(".bar-nav a", "Openers");
    tab.type("textarea", "", "Mention a lighthouse");
    tab.evaluate(
        """
        window.chunks = 0,
        new MutationObserver((changes) => {
          window.chunks += changes.flatMap(({ addedNodes }) => [...addedNodes]).length;
        }).observe(document.querySelector(".stage-text span"), { childList: true })
        """);
    tab.click(".opening .button", "Write an opener");
    tab.see(".stream-state", "Saved below.");
    tab.awaitTrue("window.chunks > 2");
    String opener = tab.see(".stage-text", "");
    assertFalse(opener.isBlank());
    assertEquals(opener, tab.texts(".opener-text").get(0));
    tab.click(".opener .icon-button", "Like");
    tab.see(".opener .icon-button[aria-pressed=true]", "Like");
    tab.reload();
    assertEquals(opener, tab.see(".opener-text", ""));
    tab.see(".opener .icon-button[aria-pressed=true]", "Like");
  }

  @Test
  void anEarlierSessionGoesToTheTrashAndBack() {
    tab.click(".segment", "Pasted text");
    tab.type(".text-form textarea", "", "them: Did the cake survive?\nme: Define survive");
    tab.click(".text-form .button", "Start with this");
    tab.see(".bubble", "Define survive");
    String name = tab.see(".session-title h1", "");
    tab.click(".session-title button", "Delete");
    tab.see("h1", "Bring a conversation");
    tab.click(".section-head button", "Trash");
    tab.click(".session-row button", "Restore " + name);
    tab.awaitTrue(
        "![...document.querySelectorAll('.session-row')].some((row) => row.textContent.includes("
            + Tab.quoted(name)
            + "))");
    tab.click(".section-head button", "Back to sessions");
    tab.see("a.session-name", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyViewIsAccessible(String colours) {
    tab.prefer(colours);
    try (Tab stranger = browser.open(browser.newPerson())) {
      stranger.prefer(colours);
      stranger.go(base);
      stranger.see("h1", "Know what to say");
      accessibility.check("entrance", stranger);
    }
    tab.see("h1", "Bring a conversation");
    accessibility.check("home", tab);
    read("kiln.png");
    accessibility.check("checking", tab);
    tab.click(".verify .button", "Looks right");
    tab.click(".suggest .button", "Suggest");
    tab.see(".take-text", "");
    tab.click(".more-button", "");
    accessibility.check("suggestion", tab);
    tab.click(".bar-nav a", "Openers");
    tab.see("h1", "A first line");
    accessibility.check("openers", tab);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 375, 768, 1920})
  void noViewIsWiderThanTheWindow(int width) {
    tab.size(width, 800);
    tab.see("h1", "Bring a conversation");
    tab.assertFits();
    tab.click(".segment", "Pasted text");
    tab.type(".text-form textarea", "", "them: " + "a".repeat(200) + "\nme: " + "b ".repeat(200));
    tab.click(".text-form .button", "Start with this");
    tab.see("h2", "What to say next");
    tab.assertFits();
    tab.click(".bar-nav a", "Openers");
    tab.see("h1", "A first line");
    tab.assertFits();
  }

  private void read(String sample) {
    tab.click("[data-sample='" + sample + "']", "");
    tab.see("h2", "Is this what was said?");
  }

  private List<String> authors(String css) {
    return tab.evaluate(
            "[...document.querySelectorAll(" + Tab.quoted(css) + ")].map((e) => e.dataset.author)")
        .asJsonArray()
        .getValuesAs(JsonString::getString);
  }
}
