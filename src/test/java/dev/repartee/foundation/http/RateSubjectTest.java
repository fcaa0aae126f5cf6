package dev.repartee.foundation.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Credential;
import dev.repartee.foundation.security.Role;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateSubjectTest {

  private static final Caller ANN = new Caller(UUID.randomUUID(), UUID.randomUUID(), Role.MEMBER);

  @Test
  void aNetworkOfIpv6IsOneSubject() {
    String network = RateSubject.network("2001:db8:1:2::1");
    assertEquals(network, RateSubject.network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assertNotEquals(network, RateSubject.network("2001:db8:1:3::1"));
  }

  @Test
  void anAddressOfIpv4IsOneHoweverItIsWritten() {
    assertEquals("192.0.2.1", RateSubject.network("192.0.2.1"));
    assertEquals("192.0.2.1", RateSubject.network("::ffff:192.0.2.1"));
    assertEquals("192.0.2.1", RateSubject.network("::ffff:c000:201"));
    assertNotEquals(RateSubject.network("192.0.2.1"), RateSubject.network("192.0.2.2"));
  }

  @Test
  void whatIsNoAddressIsTakenAsItIs() {
    assertEquals("unknown", RateSubject.network("unknown"));
  }

  @Test
  void callersAreCountedByKeyThenByMemberThenByAddress() {
    String address = "192.0.2.1";
    UUID key = UUID.randomUUID();
    Caller byKey =
        new Caller(ANN.userId(), ANN.workspaceId(), Role.MEMBER, Credential.apiKey(key, Set.of()));
    assertEquals("key:" + key, RateSubject.of(RateLimit.Of.CALLER, byKey, address));
    assertEquals(
        "member:" + ANN.workspaceId() + ":" + ANN.userId(),
        RateSubject.of(RateLimit.Of.CALLER, ANN, address));
    assertEquals("ip:" + address, RateSubject.of(RateLimit.Of.CALLER, null, address));
    assertEquals("ip:" + address, RateSubject.of(RateLimit.Of.ADDRESS, byKey, address));
  }
}
