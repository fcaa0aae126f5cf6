package dev.repartee.assistant.transcript;

import static dev.repartee.assistant.transcript.Line.contact;
import static dev.repartee.assistant.transcript.Line.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  @Test
  void readsMeAndThemLabels() {
    assertEquals(
        Transcript.of(user("hi"), contact("hello: you"), user("what's up?")),
        Transcript.parse("me: hi\nThem: hello: you\r\nME:   what's up?"));
  }

  @Test
  void readsYouAndANameAsUserAndContact() {
    assertEquals(
        Transcript.of(user("hi"), contact("hello"), contact("how are you?")),
        Transcript.parse("You: hi\nAnna-Lena M.: hello\nAnna-Lena M.: how are you?"));
  }

  @Test
  void readsABracketedExportWithSecondsAndDirectionMarks() {
    assertEquals(
        Transcript.of(contact("Hello"), user("Hi Jo"), contact("two\nlines")),
        Transcript.parse(
            """
            [12.05.24, 10:13:00] Messages and calls are end-to-end encrypted.
            \u200e[12.05.24, 10:14:59] Jo: Hello
            [12.05.24, 10:15] You: Hi Jo
            [12/05/2024, 10:16 PM] Jo: two
            lines"""));
  }

  @Test
  void readsADashedExport() {
    assertEquals(
        Transcript.of(contact("Hello"), user("Hi")),
        Transcript.parse("5/12/24, 10:14\u202fAM - ~jo 🌵: Hello\n5/12/24, 10:15 AM - You: Hi"));
  }

  @Test
  void readsCopiedHeadersWithTheMessageBelow() {
    assertEquals(
        Transcript.of(contact("are you in?"), user("yes")),
        Transcript.parse("Jo, [12.05.24 10:14]\nare you in?\n\nme, [12.05.24 10:15]\nyes"));
  }

  @Test
  void takesTheFirstOfTwoNamesAsTheContactWhenNobodyIsLabelledAsTheUser() {
    assertEquals(
        Transcript.of(contact("hey"), user("hi"), contact("coffee?")),
        Transcript.parse("Jo: hey\nMika: hi\nJo: coffee?"));
  }

  @Test
  void takesEveryNameOfAGroupAsTheContact() {
    assertEquals(
        Transcript.of(contact("hey"), contact("hi"), contact("yo")),
        Transcript.parse("Jo: hey\nMika: hi\nBo: yo"));
  }

  @Test
  void unlabelledLinesContinueTheMessageBefore() {
    assertEquals(
        Transcript.of(user("one\ntwo\nthree"), contact("four")),
        Transcript.parse("me: one\ntwo\n\nthree\nthem: four"));
  }

  @Test
  void aLabelOnItsOwnLineTakesTheTextBelow() {
    assertEquals(
        Transcript.of(user("hi there"), contact("hello")),
        Transcript.parse("me:\nhi there\nthem:\nhello"));
  }

  @Test
  void textWithoutAnyLabelIsWhatTheContactWroteOneMessageAParagraph() {
    assertEquals(
        Transcript.of(contact("Hi there\nhow are you?"), contact("Still on for Friday?")),
        Transcript.parse("Hi there\nhow are you?\n\nStill on for Friday?\n"));
  }

  @Test
  void clockTimesAddressesAndNotesAreNotNames() {
    String text = "10:14 works\nhttps://example.org: see\nNote: bring shoes\nso we said: yes";
    assertEquals(Transcript.of(contact(text)), Transcript.parse(text));
  }

  @Test
  void dropsControlCharactersAndBlankMessages() {
    assertEquals(
        Transcript.of(contact("ok then")),
        Transcript.parse("me:\nthem: ok\u0000 \u0007then\nme:  "));
  }

  @Test
  void blankTextIsAnEmptyTranscript() {
    assertTrue(Transcript.parse(" \n\t\r\n ").isEmpty());
    assertEquals(Optional.empty(), Transcript.parse("").last());
  }

  @Test
  void asTextReadsBackAsTheSameTranscript() {
    Transcript transcript = Transcript.of(user("hi\nyou"), contact("hello"));
    assertEquals(transcript, Transcript.parse(transcript.asText()));
  }

  @Test
  void viewsAreBySideAndInOrder() {
    Transcript transcript = Transcript.of(user("a"), contact("b"), user("c"), contact("d"));
    assertEquals(List.of(user("a"), user("c")), transcript.by(Author.USER));
    assertEquals(Optional.of(contact("d")), transcript.last());
    assertEquals(Optional.of(user("c")), transcript.last(Author.USER));
    assertEquals(Transcript.of(user("c"), contact("d")), transcript.tail(2));
    assertEquals(transcript, transcript.tail(9));
  }

  @Test
  void keepsItsOwnCopyOfTheLines() {
    List<Line> lines = new ArrayList<>(List.of(user("a")));
    Transcript transcript = new Transcript(lines);
    lines.clear();
    assertEquals(1, transcript.size());
    assertThrows(UnsupportedOperationException.class, () -> transcript.lines().clear());
  }

  @Test
  void fingerprintIsTheSameForTheSameContent() {
    String fingerprint = Transcript.of(user("a"), contact("b")).fingerprint();
    assertEquals(fingerprint, Transcript.parse("me: a\nthem: b").fingerprint());
    assertTrue(fingerprint.matches("[0-9a-f]{64}"), fingerprint);
  }

  @Test
  void fingerprintTellsAuthorsOrderBordersAndLoneSurrogatesApart() {
    String base = Transcript.of(user("ab"), user("c")).fingerprint();
    assertNotEquals(base, Transcript.of(user("a"), user("bc")).fingerprint());
    assertNotEquals(base, Transcript.of(user("ab"), contact("c")).fingerprint());
    assertNotEquals(base, Transcript.of(user("c"), user("ab")).fingerprint());
    assertNotEquals(base, Transcript.of(user("abc")).fingerprint());
    assertNotEquals(
        Transcript.of(user("\ud83d")).fingerprint(), Transcript.of(user("\ud83e")).fingerprint());
  }
}
