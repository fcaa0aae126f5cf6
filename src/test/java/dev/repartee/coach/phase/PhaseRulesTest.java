package dev.repartee.coach.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseRulesTest {

  private final PhaseRules rules = new PhaseRules();

  @Test
  void nothingSaidIsAHookForSure() {
    PhaseReading reading = rules.read(Transcript.empty());
    assertEquals(Phase.HOOK, reading.phase());
    assertEquals(1, reading.confidence());
  }

  @Test
  void namesTheWordsItWentBy() {
    PhaseReading reading = read("me: that was a long day\nthem: good night, see you tomorrow");
    assertEquals(Phase.CLOSE, reading.phase());
    assertTrue(reading.reasons().get(0).contains("good night"), reading.toString());
  }

  @Test
  void aTimeBelongsToTheProposalUntilSomebodyAgrees() {
    String open = "me: I heard you like jazz\nthem: very much\nme: there is a concert on Saturday";
    assertEquals(Phase.PIVOT, read(open + "\nthem: Saturday, you say").phase());
    assertEquals(Phase.CLOSE, read(open + "\nthem: perfect, Saturday then").phase());
  }

  @Test
  void anOldGoodbyeDoesNotCloseATalkThatWentOn() {
    assertEquals(
        Phase.BRIDGE,
        read("""
                me: bye, see you
                them: good morning
                me: how did you sleep?
                them: I dreamt of my grandmother's kitchen, I miss it
                me: me too, mine always smelled of cinnamon. What did she cook?
                them: plum dumplings, I love them""")
            .phase());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "them: bis morgen, gute nacht",
        "them: à bientôt, bonne nuit",
        "them: hasta mañana, buenas noches",
        "them: a domani, buona notte",
        "them: até amanhã, boa noite"
      })
  void knowsGoodbyesInOtherLanguages(String goodbye) {
    assertEquals(Phase.CLOSE, read("me: ...\n" + goodbye).phase());
  }

  @Test
  void typographicApostrophesReadLikePlainOnes() {
    assertEquals(read("me: hm\nthem: let's go"), read("me: hm\nthem: let’s go"));
  }

  @Test
  void isUnsureWhereNothingSpeaks() {
    assertTrue(read("them: hm\nme: hm\nthem: hm").confidence() < 0.5);
  }

  @Test
  void staysQuickOnHugeTranscripts() {
    Line line = Line.contact("would you like to ".repeat(50_000));
    PhaseReading reading = rules.read(new Transcript(Collections.nCopies(10_000, line)));
    assertFalse(reading.reasons().isEmpty());
  }

  @Test
  void confidenceIsAlwaysAShare() {
    for (String text : List.of("", " ", "?", "\ud83d", "bye bye bye", "a".repeat(5_000))) {
      PhaseReading reading = rules.read(Transcript.of(Line.contact(text), Line.user(text)));
      assertTrue(reading.confidence() > 0 && reading.confidence() <= 1, reading.toString());
    }
  }

  private PhaseReading read(String pasted) {
    return rules.read(Transcript.parse(pasted));
  }
}
