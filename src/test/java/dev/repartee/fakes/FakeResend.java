package dev.repartee.fakes;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resend's address for sending mail, on a free port of this machine, as
 * https://resend.com/docs/api-reference describes it: keys, missing fields, idempotency.
 */
public final class FakeResend extends FakeServer {

  /** The key it takes. */
  public static final String KEY = "re_fAkE_0123456789abcdef";

  /** In place of a status: the mail is taken, and the answer never arrives. */
  public static final int TAKEN_AND_CUT = -1;

  private static final Pattern TOKEN = Pattern.compile("/#/[a-z-]+/([\\w-]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A mail it took. */
  public record Mail(String from, String to, String subject, String text, String html) {

    /** The token in its link. */
    public String token() {
      Matcher token = TOKEN.matcher(text);
      if (!token.find()) {
        throw new AssertionError("No link in: " + text);
      }
      return token.group(1);
    }
  }

  private record Taken(String id, JsonObject body) {}

  private final ConcurrentLinkedDeque<Integer> script = new ConcurrentLinkedDeque<>();
  private final Map<String, Taken> byKey = new ConcurrentHashMap<>();
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  /** The variables of a server that sends its mail here. */
  public Map<String, String> variables() {
    return Map.of(
        "RESEND_API_KEY",
        KEY,
        "RESEND_FROM",
        "Repartee <mail@example.com>",
        "RESEND_BASE_URL",
        address().toString());
  }

  /** Answers the next calls with these, one each. */
  public void enqueue(Integer... statuses) {
    script.addAll(List.of(statuses));
  }

  /** Every mail it took, oldest first. */
  public List<Mail> mails() {
    return List.copyOf(mails);
  }

  /** The {@code Idempotency-Key} of every call so far. */
  public List<String> keys() {
    return List.copyOf(keys);
  }

  /** The mails to an address so far, oldest first. */
  public List<Mail> mailsTo(String address) {
    return mails.stream().filter(mail -> mail.to().equals(address)).toList();
  }

  /** Waits for the mail to an address that comes after so many others. */
  public Mail awaitMail(String address, int after) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      List<Mail> all = mailsTo(address);
      if (all.size() > after) {
        return all.get(after);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("No mail number " + (after + 1) + " to " + address + ": " + mails);
  }

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    JsonObject body = body(exchange);
    String key = header(exchange, "Idempotency-Key");
    keys.add(key);
    if (!exchange.getRequestURI().getPath().equals("/emails")) {
      refuse(exchange, 404, "not_found");
    } else if (!exchange.getRequestMethod().equals("POST")) {
      refuse(exchange, 405, "method_not_allowed");
    } else if (!header(exchange, "Authorization").equals("Bearer " + KEY)) {
      refuse(exchange, 403, "invalid_api_key");
    } else {
      take(exchange, key, body);
    }
  }

  private void take(HttpExchange exchange, String key, JsonObject body) throws IOException {
    int status = script.isEmpty() ? 200 : script.poll();
    if (status >= 400) {
      refuse(exchange, status, status == 429 ? "rate_limit_exceeded" : "application_error");
      return;
    }
    if (!isWhole(body)) {
      refuse(exchange, 422, "missing_required_field");
      return;
    }
    Taken taken = byKey.get(key);
    if (taken != null && !taken.body().equals(body)) {
      refuse(exchange, 409, "invalid_idempotent_request");
      return;
    }
    if (taken == null) {
      taken = new Taken(UUID.randomUUID().toString(), body);
      byKey.put(key, taken);
      mails.add(
          new Mail(
              body.getString("from"),
              body.getJsonArray("to").getString(0),
              body.getString("subject"),
              body.getString("text"),
              body.getString("html")));
    }
    if (status != TAKEN_AND_CUT) {
      send(exchange, 200, Json.createObjectBuilder().add("id", taken.id()).build().toString());
    }
  }

  private static boolean isWhole(JsonObject body) {
    return List.of("from", "to", "subject", "text", "html").stream().allMatch(body::containsKey)
        && !body.getString("subject").contains("\n");
  }

  private static void refuse(HttpExchange exchange, int status, String name) throws IOException {
    send(
        exchange,
        status,
        Json.createObjectBuilder()
            .add("statusCode", status)
            .add("message", "It is not taken")
            .add("name", name)
            .build()
            .toString());
  }
}
