package dev.repartee.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Doppler's address for the secrets of a service token, on a free port of this machine. */
public final class FakeDoppler implements AutoCloseable {

  /** The service token it takes until {@link #revoke}. */
  public static final String TOKEN = "dp.st.prd.fAkE0123456789";

  /** In place of a status: the call is never answered. */
  public static final int HANG = -1;

  /** In place of a status: 200 with half a body. */
  public static final int CUT = -2;

  private static final String PATH = "/v3/configs/config/secrets/download";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedDeque<Integer> statuses = new ConcurrentLinkedDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Map<String, String> secrets;
  private volatile boolean revoked;

  public FakeDoppler(Map<String, String> secrets) {
    this.secrets = secrets;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** What goes into {@code DOPPLER_API_URL}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers the next calls with these, one each. */
  public void enqueue(Integer... next) {
    statuses.addAll(java.util.List.of(next));
  }

  /** Takes the token no more. */
  public void revoke() {
    revoked = true;
  }

  public void change(Map<String, String> others) {
    secrets = others;
  }

  /** How many calls there were. */
  public int calls() {
    return calls.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    Integer status = statuses.poll();
    try (exchange) {
      if (status != null && status == HANG) {
        closing.await();
      } else if (!exchange.getRequestURI().getPath().equals(PATH)
          || !exchange.getRequestMethod().equals("GET")
          || !"format=json".equals(exchange.getRequestURI().getQuery())) {
        refuse(exchange, 404, "Could not find the requested resource");
      } else if (revoked
          || !("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        refuse(exchange, 401, "Invalid Service token");
      } else if (status != null && status != CUT && status != 200) {
        refuse(exchange, status, "Something is not as it should be");
      } else {
        JsonObjectBuilder body = Json.createObjectBuilder();
        secrets.forEach(body::add);
        byte[] bytes = body.build().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange
            .getResponseBody()
            .write(bytes, 0, status == null || status != CUT ? bytes.length : bytes.length / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    byte[] body =
        Json.createObjectBuilder()
            .add("messages", Json.createArrayBuilder().add(message))
            .add("success", false)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
