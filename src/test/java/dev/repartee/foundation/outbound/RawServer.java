package dev.repartee.foundation.outbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each connection with the next of the given answers, byte for byte. */
final class RawServer implements AutoCloseable {

  /** Writes an answer. */
  interface Answer {
    void to(OutputStream out) throws IOException;
  }

  private final ServerSocket listening;
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RawServer() throws IOException {
    this(new ServerSocket(0, 20, InetAddress.getByName("127.0.0.1")));
  }

  RawServer(ServerSocket listening) {
    this.listening = listening;
    Thread thread = new Thread(this::serve, "raw server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  RawServer answers(String text) {
    return answers(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  RawServer answers(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** The heads of the requests so far. */
  List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        requests.add(head(socket));
        answers.remove(0).to(socket.getOutputStream());
      } catch (IOException e) {
        // the client has gone, which is what some tests are about
      }
    }
  }

  private static String head(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder head = new StringBuilder();
    String line = reader.readLine();
    while (line != null && !line.isEmpty()) {
      head.append(line).append('\n');
      line = reader.readLine();
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
