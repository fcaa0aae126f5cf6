package dev.repartee.account.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

  private static final String TO = "ann@example.com";

  @Test
  void aMailIsTheSameInTextAndInHtml() {
    Letter letter =
        Letter.of(
            Mail.of(TO, "Reset it", "Somebody asked.", "Was it you?")
                .link("Choose another", URI.create("https://example.com/#/reset/a-b_c"))
                .then("It is good for an hour."));
    assertEquals(
        "Somebody asked.\n\nWas it you?\n\nChoose another:\nhttps://example.com/#/reset/a-b_c\n\n"
            + "It is good for an hour.\n",
        letter.text());
    assertTrue(
        letter.html().contains("<a href=\"https://example.com/#/reset/a-b_c\">Choose another</a>"),
        letter.html());
    assertTrue(letter.html().contains("<p>It is good for an hour.</p>"), letter.html());
  }

  @Test
  void nothingInAMailIsMarkup() {
    String html = Letter.of(Mail.of(TO, "<b>", "<script>alert('&\"')</script>")).html();
    assertTrue(html.contains("<title>&lt;b&gt;</title>"), html);
    assertTrue(
        html.contains("<p>&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</p>"), html);
  }

  @Test
  void aSubjectIsOneLine() {
    assertEquals("a Bcc: b", Mail.of(TO, "a\r\nBcc:\u2028 b\u202e").subject());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a@example.com\r\nBcc: b@example.com", "a@example.com\u0000"})
  void whatIsNotOneAddressIsRefused(String address) {
    assertThrows(IllegalArgumentException.class, () -> Mail.of(address, "subject"));
  }

  @ParameterizedTest
  @CsvSource({
    "Ann's desk, Ann's desk",
    "Ann v. Lee & Sons, Ann v. Lee & Sons",
    "win at https://evil.example/x, win at evil example x",
    "www.evil.example, www evil example",
    "javascript:alert(1), alert(1)",
    "mailto:a@b.example, a b example",
    "東京 デスク, 東京 デスク"
  })
  void aNameLeadsNowhere(String given, String shown) {
    assertEquals(shown, Mail.name(given));
  }

  @Test
  void aNameIsShortAndTurnsNothing() {
    assertEquals(61, Mail.name("x".repeat(120)).length());
    assertFalse(Mail.name("a\u202eb\nc\u200bd").matches("(?s).*[\\n\\u202e\\u200b].*"));
  }
}
