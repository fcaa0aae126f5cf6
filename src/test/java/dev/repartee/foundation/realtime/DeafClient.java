package dev.repartee.foundation.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A client that talks and never listens, with as little room for answers as the system gives. */
final class DeafClient implements AutoCloseable {

  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTE_LENGTH = 126;

  private final Socket socket = new Socket();
  private final DataOutputStream out;

  DeafClient(URI server) throws IOException {
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    out = new DataOutputStream(socket.getOutputStream());
    String handshake =
        String.join(
            "\r\n",
            "GET /ws HTTP/1.1",
            "Host: " + server.getAuthority(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "");
    out.write(handshake.getBytes(UTF_8));
    // The answer ends with an empty line; from then on nothing is read.
    int newlines = 0;
    while (newlines < 2) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("The server did not answer the handshake");
      }
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
  }

  /** Sends a text frame; the mask of zeros leaves the text as it is. */
  void send(String text) throws IOException {
    byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
    out.write(TEXT);
    out.write(MASKED | TWO_BYTE_LENGTH);
    out.writeShort(bytes.length);
    out.writeInt(0);
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
