package dev.repartee.foundation.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.outbound.OutboundRefused.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, with names that lead where the test wants. */
class OutboundTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private final RawServer server = new RawServer();
  private final List<String> asked = new ArrayList<>();
  private final Outbound outbound = outbound("OUTBOUND_TIMEOUT", "20s");

  OutboundTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void callsTheCheckedAddressByTheNameOfTheUrl() throws IOException {
    server.answers(OK);
    OutboundAnswer answer =
        outbound.send(
            OutboundRequest.post(
                    url("/hook?a=b%20c#fragment"), "application/json", new byte[] {'{', '}'})
                .with("X-Signature", "s"));
    assertEquals(200, answer.status());
    assertEquals("hi", text(answer));
    assertEquals("2", answer.header("Content-LENGTH").orElseThrow());
    String request = server.requests().get(0);
    assertTrue(request.startsWith("POST /hook?a=b%20c HTTP/1.1\n"), request);
    assertTrue(request.contains("Host: hook.example.com:" + server.port() + "\n"), request);
    assertTrue(request.contains("X-Signature: s\n"), request);
    assertTrue(request.contains("Content-Length: 2\n"), request);
  }

  @Test
  void aNameThatChangesItsMindIsAskedOnce() throws IOException {
    server.answers(OK);
    Outbound rebound =
        new Outbound(
            config("OUTBOUND_TIMEOUT", "20s"),
            host -> {
              asked.add(host);
              return List.of(InetAddress.getByName(asked.size() == 1 ? "127.0.0.1" : "10.0.0.1"));
            },
            tls());
    assertEquals(200, rebound.send(OutboundRequest.get(url("/"))).status());
    assertEquals(List.of("hook.example.com"), asked);
  }

  @Test
  void redirectsAreFollowedWhereTheyMayLead() throws IOException {
    server.answers(redirect("/second?x=1"));
    server.answers(redirect("http://other.example.com:" + server.port() + "/third"));
    server.answers(OK);
    OutboundAnswer answer =
        outbound.send(OutboundRequest.get(url("/first")).with("Authorization", "secret"));
    assertEquals("hi", text(answer));
    assertEquals("other.example.com", answer.uri().getHost());
    assertTrue(server.requests().get(1).startsWith("GET /second?x=1 "));
    assertTrue(server.requests().get(1).contains("secret"), "the same origin");
    assertFalse(server.requests().get(2).contains("secret"), "another origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://inside.example.com/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1:6379/",
        "http://user@hook.example.com/",
        "ftp://hook.example.com/",
        "file:///etc/passwd",
        "http://ex ample.com/"
      })
  void redirectsToElsewhereAreRefused(String location) {
    server.answers(redirect(location));
    assertThrows(OutboundRefused.class, () -> outbound.send(OutboundRequest.get(url("/"))));
    assertEquals(1, server.requests().size());
  }

  @Test
  void redirectsWithoutEndAreRefused() {
    for (int i = 0; i < 10; i++) {
      server.answers(redirect("/again"));
    }
    refused(Reason.REDIRECT);
    assertEquals(4, server.requests().size());
  }

  @Test
  void whatIsPostedIsNotSentAnywhereElse() throws IOException {
    server.answers(redirect("/second"));
    OutboundAnswer answer =
        outbound.send(OutboundRequest.post(url("/"), "text/plain", new byte[] {1}));
    assertEquals(302, answer.status());
    assertEquals(1, server.requests().size());
  }

  @Test
  void largeAnswersAreRefused() {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n");
    refused(Reason.TOO_LARGE);
    server.answers("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1_048_577));
    refused(Reason.TOO_LARGE);
    server.answers(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + "x".repeat(1_048_577));
    refused(Reason.TOO_LARGE);
    server.answers("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000) + "\r\n\r\n");
    refused(Reason.TOO_LARGE);
    server.answers("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000) + "\r\n");
    refused(Reason.TOO_LARGE);
  }

  @Test
  void packedAnswersAreUnpackedUpToTheBound() throws IOException {
    packed("small".getBytes(StandardCharsets.UTF_8));
    assertEquals("small", text(outbound.send(OutboundRequest.get(url("/")))));
    packed(new byte[100 * 1024 * 1024]);
    refused(Reason.TOO_LARGE);
  }

  @Test
  void chunksAreReadToTheLast() throws IOException {
    server.answers(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\nhi\r\n3;x=y\r\n ya\r\n0\r\nTrailer: t\r\n\r\n");
    assertEquals("hi ya", text(outbound.send(OutboundRequest.get(url("/")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: y\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\rY: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi"
      })
  void whatIsNotPlainHttpIsRefused(String answer) {
    server.answers(answer);
    refused(Reason.MALFORMED);
  }

  @Test
  void anAnswerThatEndsEarlyMayBeTriedAgain() {
    for (String answer :
        List.of(
            "",
            "HTTP/1.1 200",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi")) {
      server.answers(answer);
      assertThrows(EOFException.class, () -> outbound.send(OutboundRequest.get(url("/"))), answer);
    }
  }

  @Test
  void anAnswerThatDripsIsCutWhenTheTimeIsUp() {
    Outbound hasty = outbound("OUTBOUND_TIMEOUT", "500ms");
    server.answers(
        out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) { // until the connection is cut
            out.write('x');
            out.flush();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
          }
        });
    assertThrows(SocketTimeoutException.class, () -> hasty.send(OutboundRequest.get(url("/"))));
  }

  @Test
  void theNextAddressIsTriedWhenOneTakesNoConnection() throws IOException {
    server.answers(OK);
    Outbound two =
        new Outbound(
            new OutboundConfig(
                Settings.of(Map.of("OUTBOUND_ALLOW", "127.0.0.0/8", "OUTBOUND_TIMEOUT", "20s"))),
            host -> List.of(InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1")),
            tls());
    assertEquals(200, two.send(OutboundRequest.get(url("/"))).status());
  }

  private void packed(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    byte[] body = packed.toByteArray();
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body);
    server.answers(out -> out.write(all.toByteArray()));
  }

  private void refused(Reason reason) {
    OutboundRefused refused =
        assertThrows(OutboundRefused.class, () -> outbound.send(OutboundRequest.get(url("/"))));
    assertEquals(reason, refused.reason());
  }

  private URI url(String path) {
    return URI.create("http://hook.example.com:" + server.port() + path);
  }

  private static String redirect(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static String text(OutboundAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Outbound outbound(String name, String value) {
    return new Outbound(config(name, value), OutboundTest::resolve, tls());
  }

  private static OutboundConfig config(String name, String value) {
    return new OutboundConfig(
        Settings.of(Map.of("OUTBOUND_ALLOW", "127.0.0.1", "OUTBOUND_MAX_MB", "1", name, value)));
  }

  private static SSLSocketFactory tls() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    return List.of(
        InetAddress.getByName(
            switch (host) {
              case "hook.example.com", "other.example.com" -> "127.0.0.1";
              case "inside.example.com" -> "10.0.0.7";
              default -> host.matches("[0-9a-f.:]+") ? host : "0.0.0.0";
            }));
  }
}
