package dev.repartee.foundation.outbound;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.AddressRange;
import dev.repartee.foundation.outbound.OutboundRefused.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileUrlsTest {

  /** A name is what it is called. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "public.example.com", List.of("93.184.215.14"),
          "six.example.com", List.of("2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
          "inside.example.com", List.of("10.0.0.7"),
          "mixed.example.com", List.of("93.184.215.14", "127.0.0.1"),
          "metadata.google.internal", List.of("169.254.169.254"),
          "localhost", List.of("127.0.0.1"),
          "localhost.", List.of("127.0.0.1"),
          "nat64.example.com", List.of("64:ff9b::a00:1"));

  private final Outbound outbound = outbound(Map.of());

  @ParameterizedTest
  @CsvSource({
    "ftp://public.example.com/, SCHEME",
    "file:///etc/passwd, SCHEME",
    "gopher://public.example.com:80/, SCHEME",
    "jar:http://public.example.com!/, SCHEME",
    "data:text/html;x, SCHEME",
    "//public.example.com/, SCHEME",
    "/relative, SCHEME",
    "http://user:password@public.example.com/, USERINFO",
    "http://public.example.com@127.0.0.1/, USERINFO",
    "http://127.0.0.1:80@public.example.com/, USERINFO",
    "http:///path, HOST",
    "http:public.example.com, HOST",
    "http://2130706433/, HOST",
    "http://127.1/, HOST",
    "http://0177.0.0.1/, HOST",
    "http://0x7f.0.0.1/, HOST",
    "http://0x7f000001/, HOST",
    "http://127.0.0.1./, HOST",
    "http://1.2.3.4.5/, HOST",
    "http://256.1.1.1/, HOST",
    "http://example.123/, HOST",
    "http://[fe80::1%25eth0]/, HOST",
    "http://-bad.example.com/, HOST",
    "http://public..example.com/, HOST",
    "http://public.example.com:22/, PORT",
    "http://public.example.com:6379/, PORT",
    "http://public.example.com:8080/, PORT",
    "https://public.example.com:0/, PORT",
    "http://127.0.0.1/, ADDRESS",
    "http://127.255.255.254/, ADDRESS",
    "http://0.0.0.0/, ADDRESS",
    "http://10.1.2.3/, ADDRESS",
    "http://172.16.0.1/, ADDRESS",
    "http://172.31.255.255/, ADDRESS",
    "http://192.168.1.1/, ADDRESS",
    "http://169.254.169.254/latest/meta-data/, ADDRESS",
    "http://100.64.0.1/, ADDRESS",
    "http://100.100.100.200/, ADDRESS",
    "http://168.63.129.16/, ADDRESS",
    "http://192.0.0.192/, ADDRESS",
    "http://198.18.0.1/, ADDRESS",
    "http://224.0.0.1/, ADDRESS",
    "http://255.255.255.255/, ADDRESS",
    "http://[::]/, ADDRESS",
    "http://[::1]/, ADDRESS",
    "http://[::ffff:127.0.0.1]/, ADDRESS",
    "http://[::ffff:a9fe:a9fe]/, ADDRESS",
    "http://[::127.0.0.1]/, ADDRESS",
    "http://[fe80::1]/, ADDRESS",
    "http://[fc00::1]/, ADDRESS",
    "http://[fd00:ec2::254]/, ADDRESS",
    "http://[ff02::1]/, ADDRESS",
    "http://[64:ff9b::7f00:1]/, ADDRESS",
    "http://[64:ff9b:1::a00:1]/, ADDRESS",
    "http://[2002:7f00:1::]/, ADDRESS",
    "http://[2002:5db8:d70e::]/, ADDRESS",
    "http://[2001:0:1::1]/, ADDRESS",
    "http://[2001:db8::1]/, ADDRESS",
    "http://[3fff::1]/, ADDRESS",
    "http://[4000::1]/, ADDRESS",
    "http://inside.example.com/, ADDRESS",
    "http://mixed.example.com/, ADDRESS",
    "http://metadata.google.internal/, ADDRESS",
    "http://LOCALHOST/, ADDRESS",
    "http://localhost./, ADDRESS",
    "http://nat64.example.com/, ADDRESS"
  })
  void isRefused(String url, Reason reason) {
    OutboundRefused refused =
        assertThrows(OutboundRefused.class, () -> outbound.check(URI.create(url)));
    assertEquals(reason, refused.reason());
    assertThrows(OutboundRefused.class, () -> outbound.send(OutboundRequest.get(URI.create(url))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://public.example.com",
        "https://public.example.com/path?query#fragment",
        "HTTPS://PUBLIC.EXAMPLE.COM:443/",
        "https://six.example.com/",
        "http://93.184.215.14/",
        "http://172.32.0.1/",
        "http://100.128.0.1/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443/"
      })
  void isCalled(String url) {
    assertDoesNotThrow(() -> outbound.check(URI.create(url)));
  }

  @Test
  void whatIsNotWrittenInAsciiIsNoHost() {
    assertThrows(OutboundRefused.class, () -> outbound.check(URI.create("http://ⓛocalhost/")));
    assertThrows(OutboundRefused.class, () -> outbound.check(URI.create("http://１２７.0.0.1/")));
  }

  @Test
  void namesThatAreNotThereAreNotRefused() {
    assertThrows(
        UnknownHostException.class, () -> outbound.check(URI.create("http://nobody.example.com/")));
  }

  @Test
  void whatIsAllowedMayBeAnywhereAtAnyPort() {
    Outbound allowing = outbound(Map.of("OUTBOUND_ALLOW", "10.0.0.0/24, ::1"));
    assertDoesNotThrow(() -> allowing.check(URI.create("http://inside.example.com:9000/")));
    assertDoesNotThrow(() -> allowing.check(URI.create("http://[::1]:9000/")));
    assertThrows(OutboundRefused.class, () -> allowing.check(URI.create("http://10.0.1.1:9000/")));
  }

  @Test
  void anOddSettingIsReported() {
    for (String ports : List.of("0", "http", "70000", ",")) {
      Settings settings = Settings.of(Map.of("OUTBOUND_PORTS", ports));
      assertEquals(2, new OutboundConfig(settings).ports().size());
      assertFalse(settings.problems().isEmpty(), ports);
    }
    Settings good = Settings.of(Map.of("OUTBOUND_PORTS", "443, 8443"));
    assertTrue(new OutboundConfig(good).ports().contains(8443));
    assertTrue(good.problems().isEmpty());
  }

  @Test
  void headersCanNotBeginOthers() {
    OutboundRequest request = OutboundRequest.get(URI.create("http://public.example.com/"));
    assertThrows(OutboundRefused.class, () -> request.with("X-Name", "a\r\nHost: inside"));
    assertThrows(OutboundRefused.class, () -> request.with("X-Name", "a\nb"));
    assertThrows(OutboundRefused.class, () -> request.with("X-Name", "a\0b"));
    assertThrows(OutboundRefused.class, () -> request.with("X Name", "a"));
    assertThrows(OutboundRefused.class, () -> request.with("X:Name", "a"));
    for (String ours : List.of("Host", "content-length", "Transfer-Encoding", "Connection")) {
      assertThrows(OutboundRefused.class, () -> request.with(ours, "1"), ours);
    }
    assertEquals("a b", request.with("X-Name", "a b").headers().get("X-Name"));
  }

  private static Outbound outbound(Map<String, String> variables) {
    return new Outbound(
        new OutboundConfig(Settings.of(variables)),
        HostileUrlsTest::resolve,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    List<String> known = NAMES.getOrDefault(host, List.of(host));
    List<InetAddress> addresses =
        known.stream().flatMap(text -> AddressRange.address(text).stream()).toList();
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }
}
