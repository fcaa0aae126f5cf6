package dev.repartee.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.repartee.testing.Counted;
import dev.repartee.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Bytes that are almost HTTP: what two readers could read differently, nobody reads here. */
class RawRequestsIT {

  private static final int PATIENCE_MILLIS = 4_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

  /** Asks for something whose answer can be told from all others. */
  private static final String SMUGGLED = "GET /api/v1/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final TestServer server = TestServer.shared();

  @Test
  void whatCanBeReadInTwoWaysIsRefused() throws IOException {
    Map<String, String> requests = new LinkedHashMap<>();
    String login =
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    String get = "GET /api/v1/users/me HTTP/1.1\r\nHost: localhost\r\n";
    requests.put(
        "length and chunks",
        login + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
    requests.put(
        "chunks and length",
        login + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n" + SMUGGLED);
    requests.put(
        "two lengths", login + "Content-Length: 0\r\nContent-Length: 55\r\n\r\n" + SMUGGLED);
    requests.put("a list of lengths", login + "Content-Length: 0, 55\r\n\r\n" + SMUGGLED);
    requests.put("a signed length", login + "Content-Length: +0\r\n\r\n" + SMUGGLED);
    requests.put("a negative length", login + "Content-Length: -1\r\n\r\n" + SMUGGLED);
    requests.put("a hexadecimal length", login + "Content-Length: 0x0\r\n\r\n" + SMUGGLED);
    requests.put(
        "an endless length", login + "Content-Length: 99999999999999999999\r\n\r\n" + SMUGGLED);
    requests.put(
        "an unknown coding", login + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
    requests.put(
        "two codings", login + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED);
    requests.put(
        "codings twice",
        login
            + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + SMUGGLED);
    requests.put(
        "a coding after a tab",
        login + "Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED);
    requests.put(
        "a blank before the colon",
        login + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
    requests.put("a bad chunk", login + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + SMUGGLED);
    requests.put("a folded header", get + "X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n");
    requests.put("a header without a colon", get + "nonsense\r\n\r\n");
    requests.put("a header without a name", get + ": value\r\n\r\n");
    requests.put("a bare CR in a header", get + "X-A: b\rX-B: c\r\n\r\n");
    requests.put("NUL in a header", get + "X-A: b\0c\r\n\r\n");
    requests.put("NUL in a name", get + "X\0A: b\r\n\r\n");
    requests.put("NUL in the line", "GET /api/v1/users/me\0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    requests.put("no host", "GET /api/v1/users/me HTTP/1.1\r\n\r\n");
    requests.put(
        "two hosts",
        "GET /api/v1/users/me HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n");
    requests.put("a large header", get + "X-A: " + "b".repeat(200_000) + "\r\n\r\n");
    requests.put("many headers", get + "X-A: b\r\n".repeat(20_000) + "\r\n");
    requests.put(
        "a long line", "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    requests.put("another version", "GET /api/v1/users/me HTTP/9.9\r\nHost: localhost\r\n\r\n");
    requests.put("no version", "GET /api/v1/users/me\r\n\r\n");
    requests.put("another protocol", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n");
    Map<String, String> wrong = new LinkedHashMap<>();
    for (Map.Entry<String, String> request : requests.entrySet()) {
      String answer = answer(request.getValue());
      long answers = STATUS.matcher(answer).results().count();
      boolean refused =
          answers == 0
              || (answers == 1
                  && STATUS.matcher(answer).results().allMatch(m -> refuses(m.group(1))));
      if (!refused || answer.contains("smuggled")) {
        wrong.put(request.getKey(), answer);
      }
    }
    Counted.say("%d kinds of malformed requests: %d wrong answers", requests.size(), wrong.size());
    assertEquals(Map.of(), wrong);
  }

  /** By a client's mistake, or by the version of HTTP (RFC 9110, section 15.6.6). */
  private static boolean refuses(String status) {
    return status.startsWith("4") || status.equals("505");
  }

  @Test
  void nothingThatIsReflectedBeginsAHeader() throws IOException {
    for (String value :
        new String[] {
          "a%0d%0aX-Injected: yes", "a\rX-Injected: yes", "a\u010d\u010aX-Injected: yes"
        }) {
      String answer =
          answer(
              "GET /api/v1/users/me HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: "
                  + value
                  + "\r\nOrigin: "
                  + value
                  + "\r\nConnection: close\r\n\r\n");
      assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("\nx-injected"), answer);
    }
    for (String path :
        new String[] {
          "/%0d%0aX-Injected:%20yes",
          "/api/v1/sessions/%0d%0aX-Injected:%20yes",
          "/?a=%0d%0aX-Injected:%20yes"
        }) {
      String answer =
          answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("\nx-injected"), answer);
    }
  }

  @Test
  void anotherHostIsNobodysAddress() throws IOException {
    for (String line :
        new String[] {
          "GET http://evil.example/ HTTP/1.1\r\nHost: localhost",
          "GET / HTTP/1.1\r\nHost: evil.example"
        }) {
      String answer = answer(line + "\r\nConnection: close\r\n\r\n");
      assertFalse(answer.contains("evil.example"), answer);
    }
  }

  /** What comes back before the server closes, or falls silent. */
  private String answer(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.baseUrl().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        byte[] buffer = new byte[8_192];
        for (int n = socket.getInputStream().read(buffer);
            n >= 0;
            n = socket.getInputStream().read(buffer)) {
          answer.write(buffer, 0, n);
        }
      } catch (SocketTimeoutException silent) {
        // it waits for more, which is no answer
      } catch (IOException reset) {
        // it has closed before all was sent
      }
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
