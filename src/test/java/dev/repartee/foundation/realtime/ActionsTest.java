package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What other rooms do for whoever is connected. */
class ActionsTest extends ProtocolFixture {

  @Test
  void anActionIsPerformedInTheNameOfTheMember() {
    authenticate();
    receive("{'action':'wish','streamId':'s1','payload':{'text':'hello'}}");

    assertEquals("s1", performed.get(0).requireStreamId());
    assertEquals(new Wish("hello"), performed.get(0).payloadAs(Wish.class));
    assertEquals(MEMBER, current.get());
  }

  @Test
  void aStreamIdThatIsNoneIsGarbage() {
    authenticate();
    receive("{'action':'wish','streamId':'\\ud800'}");
    receive("{'action':'wish','streamId':''}");
    receive("{'action':'wish','streamId':7}");

    assertTrue(performed.isEmpty());
    assertEquals("validation_failed", answer().getString("code"));
  }

  @Test
  void aProblemOfAnActionIsToldAndAnythingElseIsNot() {
    authenticate();
    receive("{'action':'wish','payload':{'text':{}}}");
    assertEquals("validation_failed", answer().getString("code"));

    receive("{'action':'wish','streamId':'s2','payload':{'text':'fail'}}");
    assertEquals("internal_error", answer().getString("code"));
    assertEquals("s2", answer().getString("streamId"));
    assertFalse(peer.last().contains("secret"));
  }
}
