package dev.repartee.account.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.fakes.FakeResend;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResendTest {

  private static final Letter LETTER =
      new Letter("ann@example.com", "Hello", "a \"text\"\n", "<p>a text</p>");

  private final FakeResend vendor = new FakeResend();
  private final Resend resend = resend(vendor.variables());
  private final UUID key = UUID.randomUUID();

  @AfterEach
  void close() {
    vendor.close();
  }

  @Test
  void aMailArrivesAsItIs() throws Exception {
    resend.send(LETTER, key);
    assertEquals(
        List.of(
            new FakeResend.Mail(
                "Repartee <mail@example.com>",
                LETTER.to(),
                LETTER.subject(),
                LETTER.text(),
                LETTER.html())),
        vendor.mails());
    assertEquals(List.of(key.toString()), vendor.keys());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void whatMayGoTheNextTimeIsTriedAgain(int status) throws Exception {
    vendor.enqueue(status);
    assertThrows(Resend.NotNow.class, () -> resend.send(LETTER, key));
    resend.send(LETTER, key);
    assertEquals(1, vendor.mails().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 422})
  void aMailThatIsRefusedIsGivenUpWithoutTellingWhatIsInIt(int status) {
    vendor.enqueue(status);
    Exception refused = assertThrows(Undeliverable.class, () -> resend.send(LETTER, key));
    assertEquals("Resend refuses it: " + status + " application_error", refused.getMessage());
  }

  @Test
  void aWrongKeyIsFinalAndNotRepeatedToAnybody() {
    Map<String, String> wrong = new HashMap<>(vendor.variables());
    wrong.put("RESEND_API_KEY", "re_wrong");
    Exception refused = assertThrows(Undeliverable.class, () -> resend(wrong).send(LETTER, key));
    assertFalse(refused.toString().contains("re_wrong"));
  }

  @Test
  void afterAnAnswerThatGotLostTheMailIsNotSentTwice() throws Exception {
    vendor.enqueue(FakeResend.TAKEN_AND_CUT);
    assertThrows(IOException.class, () -> resend.send(LETTER, key));
    resend.send(LETTER, key);
    assertEquals(1, vendor.mails().size());
  }

  @Test
  void aVendorThatIsAwayIsAskedAgain() {
    vendor.close();
    assertThrows(IOException.class, () -> resend.send(LETTER, key));
  }

  private static Resend resend(Map<String, String> variables) {
    Settings settings = Settings.of(variables);
    return new Resend(new MailConfig(settings, new ServerConfig(settings)));
  }
}
