package dev.repartee.foundation.outbound;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request and its answer, over a connection of its own to an address that has been checked. The
 * name of the URL is what the server is asked for, by TLS and by HTTP, and what its certificate
 * must be for. When the time is up the connection is cut, whatever it is waiting for.
 */
final class Exchange {

  private final SSLSocketFactory tls;
  private final int largest;

  Exchange(SSLSocketFactory tls, int largest) {
    this.tls = tls;
    this.largest = largest;
  }

  /**
   * @param deadline by {@link System#nanoTime}
   */
  OutboundAnswer run(OutboundRequest request, Target target, List<InetAddress> at, long deadline)
      throws IOException {
    try (Socket socket = connect(target, at, deadline)) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      CompletableFuture<Void> cut =
          done.orTimeout(left(deadline), TimeUnit.MILLISECONDS)
              .whenComplete(
                  (nothing, late) -> {
                    if (late != null) {
                      close(socket);
                    }
                  });
      try (Socket secure = target.tls() ? secure(socket, target) : socket) {
        send(request, target, secure.getOutputStream());
        return new AnswerReader(new BufferedInputStream(secure.getInputStream()), largest)
            .read(request.method(), request.uri());
      } catch (IOException e) {
        if (cut.isCompletedExceptionally()) {
          throw new SocketTimeoutException("No whole answer in time");
        }
        throw e;
      } finally {
        done.complete(null);
      }
    }
  }

  /** To the first of the addresses that takes the connection. */
  private static Socket connect(Target target, List<InetAddress> addresses, long deadline)
      throws IOException {
    IOException failure = new IOException("There is no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket(java.net.Proxy.NO_PROXY);
      try {
        socket.connect(new InetSocketAddress(address, target.port()), left(deadline));
        return socket;
      } catch (IOException e) {
        close(socket);
        failure = e;
      }
    }
    throw failure;
  }

  private SSLSocket secure(Socket socket, Target target) throws IOException {
    SSLSocket secure = (SSLSocket) tls.createSocket(socket, target.host(), target.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!target.isAddress()) {
      String name = target.host().replaceFirst("\\.$", "");
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static void send(OutboundRequest request, Target target, OutputStream out)
      throws IOException {
    java.net.URI uri = java.net.URI.create(request.uri().toASCIIString());
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    byte[] body = request.body();
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(path).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.authority()).append("\r\n");
    head.append("Connection: close\r\nAccept-Encoding: gzip\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0 || request.method().equals("POST")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    BufferedOutputStream all = new BufferedOutputStream(out);
    all.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    all.write(body);
    all.flush();
  }

  private static int left(long deadline) throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("No whole answer in time");
    }
    return Math.toIntExact(Math.min(millis, Integer.MAX_VALUE));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is cut either way
    }
  }
}
