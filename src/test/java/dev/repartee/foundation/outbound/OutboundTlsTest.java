package dev.repartee.foundation.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.outbound.OutboundRefused.Reason;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the certificate must be for is the name of the URL, not the address that was called. */
class OutboundTlsTest {

  private static final String PASSWORD = "for-tests-only";
  private static @TempDir Path directory;
  private static SSLContext context;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hook",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hook.example.com",
                "-ext",
                "san=dns:hook.example.com",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(true, keytool.waitFor(60, TimeUnit.SECONDS));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @Test
  void theNameIsAskedForAndProven() throws Exception {
    try (RawServer server = server("hook.example.com")) {
      server.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
      assertEquals(200, call("https://hook.example.com:" + server.port() + "/").status());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws Exception {
    try (RawServer server = server("other.example.com")) {
      server.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
      assertThrows(
          SSLException.class, () -> call("https://other.example.com:" + server.port() + "/"));
    }
  }

  @Test
  void noRedirectLeadsOutOfTls() throws Exception {
    try (RawServer server = server("hook.example.com")) {
      server.answers(
          "HTTP/1.1 302 Found\r\nLocation: http://hook.example.com:"
              + server.port()
              + "/\r\nContent-Length: 0\r\n\r\n");
      OutboundRefused refused =
          assertThrows(
              OutboundRefused.class, () -> call("https://hook.example.com:" + server.port() + "/"));
      assertEquals(Reason.REDIRECT, refused.reason());
    }
  }

  /** A server that refuses who does not ask for this name by SNI. */
  private static RawServer server(String name) throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 20, InetAddress.getByName("127.0.0.1"));
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setSNIMatchers(
        List.of(
            new SNIMatcher(0) {
              @Override
              public boolean matches(SNIServerName asked) {
                return new String(asked.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII)
                    .equals(name);
              }
            }));
    socket.setSSLParameters(parameters);
    return new RawServer(socket);
  }

  private static OutboundAnswer call(String url) throws Exception {
    OutboundConfig config =
        new OutboundConfig(
            Settings.of(Map.of("OUTBOUND_ALLOW", "127.0.0.1", "OUTBOUND_TIMEOUT", "20s")));
    return new Outbound(
            config, host -> List.of(InetAddress.getByName("127.0.0.1")), context.getSocketFactory())
        .send(OutboundRequest.get(URI.create(url)));
  }
}
