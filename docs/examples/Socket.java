import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * A WebSocket on the command line, for whoever has a JDK and nothing else: each line of the input is
 * sent as a message, each message that comes is printed as a line. It ends with the input, or when
 * the server closes.
 *
 * <pre>java docs/examples/Socket.java ws://localhost:9080/ws</pre>
 */
final class Socket implements WebSocket.Listener {

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final StringBuilder message = new StringBuilder();

  public static void main(String[] arguments) throws Exception {
    Socket socket = new Socket();
    WebSocket connection =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(arguments[0]), socket)
            .join();
    Thread input = new Thread(() -> socket.send(connection));
    input.setDaemon(true);
    input.start();
    socket.closed.await();
    System.exit(0);
  }

  private void send(WebSocket connection) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        connection.sendText(line, true).join();
      }
      connection.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    } catch (IOException e) {
      out.println(e.getMessage());
      closed.countDown();
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket connection, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      out.println(message);
      message.setLength(0);
    }
    connection.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket connection, int code, String reason) {
    if (code != WebSocket.NORMAL_CLOSURE) {
      out.println("closed by the server: " + code + " " + reason);
    }
    closed.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket connection, Throwable failure) {
    out.println(failure.getMessage());
    closed.countDown();
  }
}
