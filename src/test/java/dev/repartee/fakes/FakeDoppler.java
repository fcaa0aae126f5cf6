package dev.repartee.fakes;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Doppler's address for the secrets of a service token, on a free port of this machine. */
public final class FakeDoppler extends FakeServer {

  /** The service token it takes until {@link #revoke}. */
  public static final String TOKEN = "dp.st.prd.fAkE0123456789";

  /** In place of a status: the call is never answered. */
  public static final int HANG = -1;

  /** In place of a status: 200 with half a body. */
  public static final int CUT = -2;

  private static final String PATH = "/v3/configs/config/secrets/download";

  private final ConcurrentLinkedDeque<Integer> statuses = new ConcurrentLinkedDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Map<String, String> secrets;
  private volatile boolean revoked;

  public FakeDoppler(Map<String, String> secrets) {
    this.secrets = secrets;
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

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    calls.incrementAndGet();
    Integer status = statuses.poll();
    if (status != null && status == HANG) {
      hang();
    } else if (!exchange.getRequestURI().getPath().equals(PATH)
        || !exchange.getRequestMethod().equals("GET")
        || !"format=json".equals(exchange.getRequestURI().getQuery())) {
      refuse(exchange, 404, "Could not find the requested resource");
    } else if (revoked || !header(exchange, "Authorization").equals("Bearer " + TOKEN)) {
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
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    send(
        exchange,
        status,
        Json.createObjectBuilder()
            .add("messages", Json.createArrayBuilder().add(message))
            .add("success", false)
            .build()
            .toString());
  }
}
