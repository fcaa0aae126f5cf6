package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.Unavailable;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who hears what, and in which order. */
class SubscriptionsTest extends ProtocolFixture {

  @Test
  void aSubscriberIsToldTheStateFirstAndThenWhatHappens() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    assertEquals("uploading", answer().getString("status"));

    connections.deliver(Topic.session(OURS), EventJson.write(new Status("complete")));
    assertEquals("complete", answer().getString("status"));
  }

  @Test
  void whatHappensWhileTheStateIsReadFollowsTheState() {
    authenticate();
    state =
        () -> {
          connections.deliver(Topic.session(OURS), EventJson.write(new Status("complete")));
          return new Status("uploading");
        };
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");

    assertEquals(
        List.of("uploading", "complete"),
        peer.got.stream().map(text -> json(text).getString("status")).toList());
  }

  @Test
  void somebodyElsesSessionIsNotFoundAndStaysSilent() {
    authenticate();
    UUID foreign = UUID.randomUUID();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + foreign + "'}}");
    assertEquals("not_found", answer().getString("code"));

    connections.deliver(Topic.session(foreign), "{}");
    assertEquals(1, peer.got.size());
  }

  @Test
  void anIdThatIsNoneIsAnError() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'x'}}");
    assertEquals("validation_failed", answer().getString("code"));

    receive("{'action':'sessions:subscribe'}");
    assertEquals("validation_failed", answer().getString("code"));
  }

  @Test
  void afterUnsubscribingNothingIsHeard() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    receive("{'action':'sessions:unsubscribe','payload':{'sessionId':'" + OURS + "'}}");
    connections.deliver(Topic.session(OURS), "{}");

    assertEquals(1, peer.got.size());
  }

  @Test
  void subscribingTwiceTellsTheStateAgainAndEventsOnce() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    connections.deliver(Topic.session(OURS), "{}");

    assertEquals(3, peer.got.size());
  }

  @Test
  void everybodyHearsTheirOwnWorkspaceAndNoOther() {
    authenticate();
    receive("{'action':'workspace:subscribe'}");
    connections.deliver(Topic.workspace(OTHER.workspaceId()), "{\"type\":\"foreign\"}");
    connections.deliver(Topic.workspace(MEMBER.workspaceId()), "{\"type\":\"ours\"}");

    assertEquals(List.of("{\"type\":\"ours\"}"), peer.got);
  }

  @Test
  void thereIsALimitOfSubscriptions() {
    authenticate();
    receive("{'action':'workspace:subscribe'}");
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + UUID.randomUUID() + "'}}");

    assertEquals("too_many_requests", answer().getString("code"));
  }

  @Test
  void aClosedConnectionHearsNothingMore() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    connection.closed();
    connections.deliver(Topic.session(OURS), "{}");

    assertEquals(1, peer.got.size());
    assertEquals(0, connections.count());
  }

  @Test
  void theStateIsToldAgainAndWhatIsGoneIsForgotten() {
    authenticate();
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");
    state = () -> new Status("complete");
    topics.tellAgain(connection);
    assertEquals("complete", answer().getString("status"));

    state =
        () -> {
          throw Problem.notFound("session");
        };
    topics.tellAgain(connection);
    connections.deliver(Topic.session(OURS), "{}");
    assertEquals(2, peer.got.size());
  }

  @Test
  void whatIsAwayIsSaidToBeAway() {
    authenticate();
    state =
        () -> {
          throw new Unavailable("the storage is away");
        };
    receive("{'action':'sessions:subscribe','payload':{'sessionId':'" + OURS + "'}}");

    assertEquals("unavailable", answer().getString("code"));
  }
}
