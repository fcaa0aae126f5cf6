package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.content.Golden;
import dev.repartee.content.Playbook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalWriterTest {

  private static final List<@Nullable String> STYLES = new ArrayList<>();

  static {
    STYLES.add(null);
    STYLES.addAll(List.of("playful", "warm", "direct", "witty", "curious", "confident"));
  }

  private static final Transcript CELLO =
      Transcript.parse(
          "them: I started learning the cello\nme: Wow!\nthem: My neighbours hate me, but I love it");

  private final LocalWriter writer = new LocalWriter();
  private final List<Passage> playbook = Playbook.passages();

  @Test
  void everyGoldenTranscriptGetsAWholeMarkedSuggestionWhateverThePhaseAndStyle() {
    for (Golden golden : Golden.all()) {
      for (Phase phase : Phase.values()) {
        assertWhole(suggest(golden.transcript(), phase));
      }
      for (@Nullable String style : STYLES) {
        assertWhole(
            writer.suggest(
                golden.transcript(), golden.phase(), style, "mention the concert", playbook));
      }
    }
  }

  @Test
  void theSameInputGivesTheSameText() {
    assertEquals(suggest(CELLO, "warm", null), suggest(CELLO, "warm", null));
    assertEquals(
        writer.opener("witty", null, null, null, playbook, "1"),
        writer.opener("witty", null, null, null, playbook, "1"));
  }

  @Test
  void theOrderOfThePassagesDoesNotMatter() {
    List<Passage> reversed = new ArrayList<>(playbook);
    java.util.Collections.reverse(reversed);
    assertEquals(
        suggest(CELLO, null, null), writer.suggest(CELLO, Phase.BRIDGE, null, null, reversed));
  }

  @Test
  void differentTranscriptsGetDifferentChoices() {
    Set<String> texts = new HashSet<>();
    Golden.all().forEach(g -> texts.add(suggest(g.transcript(), g.phase()).text()));
    assertTrue(texts.size() >= 45, "different texts: " + texts.size());
  }

  @Test
  void takesUpWhatTheContactTalksAbout() {
    LocalSuggestion suggestion = suggest(CELLO, "curious", null);
    assertTrue(suggestion.text().contains("the cello"), suggestion.toString());
    assertTrue(suggestion.analysis().contains("“the cello”"), suggestion.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"playful", "warm", "direct", "witty", "curious", "confident"})
  void keepsToTheStyle(String style) {
    LocalSuggestion suggestion = suggest(CELLO, style, null);
    assertTrue(passage(suggestion).styles().contains(style), suggestion.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "them: I feel so lonely since the move, I can't sleep | BRIDGE | support",
        "them: I got the job!! | BRIDGE | celebrate",
        "me: dinner?\\nthem: Hmm maybe, let me check | PIVOT | ease",
        "them: this was nice\\nme: yes\\nthem: ok good night | CLOSE | goodnight",
        "me: I like you\\nthem: Sorry, I don't feel a spark | CLOSE | part",
        "them: Would you like to come with me on Sunday? | PIVOT | accept",
        "them: Hi, my order has not arrived | HOOK | apologise",
        "them: Long time no see! | HOOK | reconnect_reply",
        "them: who's this? | HOOK | identify",
        "them: We could do 15 % discount, the price is final | PIVOT | negotiate"
      })
  void meetsTheOccasion(String pasted, Phase phase, String goal) {
    Transcript transcript = Transcript.parse(pasted.replace("\\n", "\n"));
    LocalSuggestion suggestion = suggest(transcript, phase);
    assertEquals(goal, suggestion.tag(), suggestion.toString());
  }

  @Test
  void neverJokesAboutGrief() {
    Transcript sad =
        Transcript.parse("me: how are you?\nthem: my dad passed away, I feel terrible");
    for (String style : List.of("playful", "witty")) {
      assertEquals("support", suggest(sad, style, null).tag());
    }
  }

  @Test
  void doesNotSayTheSameThingTwice() {
    Transcript before = Transcript.parse("me: hey\nthem: heyy");
    String first = suggest(before, Phase.HOOK).text();
    List<Line> longer = new ArrayList<>(before.lines());
    longer.add(Line.user(first));
    longer.add(Line.contact("heyy"));
    assertNotEquals(first, suggest(new Transcript(longer), Phase.HOOK).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mention the concert | the concert",
        "ask about her dog | your dog",
        "my trip to Rome | my trip to Rome",
        "please mention that I'm a nurse | I'm a nurse",
        "invite her for a walk | a walk",
        "ask him out to dinner | dinner",
        "be more direct and mention jazz | jazz",
        "pizza puns! | pizza puns"
      })
  void honoursATwist(String twist, String visible) {
    LocalSuggestion suggestion = suggest(CELLO, null, twist);
    assertTrue(suggestion.text().contains(visible), suggestion.toString());
    LocalSuggestion opener = writer.opener(null, twist, null, null, playbook, "1");
    assertTrue(opener.text().contains(visible), opener.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "say no kindly | decline",
        "suggest a coffee | meet",
        "apologise | apologise",
        "wrap it up | goodbye",
        "slow down | boundary"
      })
  void aTwistCanAskForAGoal(String twist, String goal) {
    assertEquals(goal, suggest(CELLO, null, twist).tag());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"make it funny | playful", "keep it warm | warm", "be witty | witty"})
  void aTwistCanAskForAStyle(String twist, String style) {
    LocalSuggestion suggestion = suggest(CELLO, null, twist);
    assertTrue(passage(suggestion).styles().contains(style), suggestion.toString());
  }

  @Test
  void aTwistCanAskForBrevity() {
    int usual = suggest(CELLO, "warm", null).text().length();
    assertTrue(suggest(CELLO, "warm", "keep it short").text().length() <= usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{topic} {x}", "\u0000", "}}}{{{", "   ", "$1 \\", "a"})
  void strangeTwistsDoNoHarm(String twist) {
    assertWhole(suggest(CELLO, null, twist));
    assertWhole(writer.opener(null, twist, null, null, playbook, "1"));
  }

  @Test
  void longTwistsAreCut() {
    assertWhole(suggest(CELLO, null, "mention " + "the very long story ".repeat(25)));
  }

  @Test
  void strangeMessagesDoNoHarm() {
    for (String text : List.of("", "{topic}", "\ud83d", "my {x} the }", "$0 \\ my cat", "???")) {
      for (Phase phase : Phase.values()) {
        assertWhole(suggest(Transcript.of(Line.contact(text)), phase));
      }
    }
  }

  @Test
  void openersOfEveryStyleVaryWithTheSeed() {
    for (@Nullable String style : STYLES) {
      Set<String> texts =
          IntStream.range(0, 40)
              .mapToObj(i -> writer.opener(style, null, null, null, playbook, "seed" + i))
              .peek(this::assertWhole)
              .map(LocalSuggestion::text)
              .collect(Collectors.toSet());
      assertTrue(texts.size() >= 2, style + ": " + texts);
    }
  }

  @Test
  void openersUseTheProfile() {
    LocalSuggestion opener =
        writer.opener("curious", null, "en", "Anna, 29, loves climbing", playbook, "1");
    assertTrue(
        opener.text().contains("climbing") || opener.text().contains("Anna"), opener.toString());
  }

  @Test
  void saysSoWhenAnotherLanguageWasWishedFor() {
    String analysis = writer.opener(null, null, "de-DE", null, playbook, "1").analysis();
    assertTrue(analysis.contains("in English"), analysis);
    analysis =
        suggest(Transcript.parse("them: Und was machst du am Wochenende?"), Phase.BRIDGE)
            .analysis();
    assertTrue(analysis.contains("in English"), analysis);
    assertFalse(suggest(CELLO, null, null).analysis().contains("in English"));
  }

  @Test
  void hasAnAnswerEvenWithoutAPlaybook() {
    assertWhole(writer.suggest(CELLO, Phase.PIVOT, null, null, List.of()));
    assertWhole(writer.opener(null, null, null, null, List.of(), "1"));
  }

  private LocalSuggestion suggest(Transcript transcript, Phase phase) {
    return writer.suggest(transcript, phase, null, null, playbook);
  }

  private LocalSuggestion suggest(
      Transcript transcript, @Nullable String style, @Nullable String twist) {
    return writer.suggest(transcript, Phase.BRIDGE, style, twist, playbook);
  }

  private Passage passage(LocalSuggestion suggestion) {
    return playbook.stream()
        .filter(passage -> passage.id().equals(suggestion.passageId()))
        .findFirst()
        .orElseThrow();
  }

  private void assertWhole(LocalSuggestion suggestion) {
    String text = suggestion.text();
    assertFalse(text.isBlank());
    assertFalse(text.contains("{") || text.contains("}"), text);
    assertFalse(text.contains("  "), text);
    assertTrue(text.length() <= LocalWriter.LONGEST_TEXT, text);
    assertTrue(text.matches("(?s)[“\\p{Lu}].*[.?!]"), text);
    assertFalse(suggestion.title().isBlank());
    assertFalse(suggestion.tag().isBlank());
    assertTrue(suggestion.analysis().contains("locally"), suggestion.analysis());
  }
}
