package dev.repartee.foundation.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.realtime.SendQueue.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendQueueTest {

  private final PaperPeer peer = new PaperPeer();
  private final List<Throwable> failures = new ArrayList<>();
  private final SendQueue queue = new SendQueue(peer, 3, 100, new SetClock(), failures::add);

  @Test
  void sendsAtOnceWhenNothingIsInFlight() {
    assertEquals(Outcome.QUEUED, queue.offer("one"));

    assertEquals(List.of("one"), peer.got);
    assertNull(queue.inFlightSince());
  }

  @Test
  void hasOneFrameInFlightAndKeepsTheOrder() {
    peer.stopReading();
    queue.offer("one");
    queue.offer("two");
    queue.offer("three");

    assertEquals(List.of("one"), peer.got);
    assertNotNull(queue.inFlightSince());
    peer.readOne();
    assertEquals(List.of("one", "two"), peer.got);
    peer.readOne();
    peer.readOne();
    assertEquals(List.of("one", "two", "three"), peer.got);
    assertNull(queue.inFlightSince());
  }

  @Test
  void overflowsByNumberAndStops() {
    peer.stopReading();
    IntStream.range(0, 4).forEach(i -> assertEquals(Outcome.QUEUED, queue.offer("m")));

    assertEquals(Outcome.OVERFLOWED, queue.offer("too many"));
    assertEquals(Outcome.STOPPED, queue.offer("later"));
    peer.readOne();
    assertEquals(List.of("m"), peer.got);
    assertEquals(0, peer.framesInFlight());
  }

  @Test
  void overflowsBySize() {
    peer.stopReading();
    queue.offer("in flight");
    assertEquals(Outcome.QUEUED, queue.offer("x".repeat(60)));
    assertEquals(Outcome.OVERFLOWED, queue.offer("x".repeat(60)));
  }

  @Test
  void whatWasSentNoLongerCounts() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals(Outcome.QUEUED, queue.offer("x".repeat(60)));
    }
    assertEquals(1_000, peer.got.size());
  }

  @Test
  void aQuickClientDoesNotDeepenTheStack() {
    SendQueue long1 = new SendQueue(peer, 200_000, 1_000_000, new SetClock(), failures::add);
    peer.stopReading();
    IntStream.range(0, 100_000).forEach(i -> long1.offer("m"));
    peer.resumeReading();
    peer.readOne();

    assertEquals(100_000, peer.got.size());
  }

  @Test
  void aFailedFrameStopsTheQueue() {
    peer.failure = new IOException("gone");
    queue.offer("one");

    assertEquals(List.of(peer.failure), failures);
    assertEquals(Outcome.STOPPED, queue.offer("two"));
    assertEquals(List.of("one"), peer.got);
  }

  @Test
  void pingsOnlyWhenNothingIsInFlight() {
    queue.ping();
    assertEquals(1, peer.pings);

    peer.stopReading();
    queue.offer("one");
    queue.ping();
    assertEquals(1, peer.pings);
  }

  @Test
  void whatIsOfferedDuringAPingFollowsIt() {
    peer.stopReading();
    queue.ping();
    queue.offer("one");
    assertTrue(peer.got.isEmpty());

    peer.readOne();
    assertEquals(List.of("one"), peer.got);
  }
}
