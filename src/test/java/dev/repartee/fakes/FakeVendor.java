package dev.repartee.fakes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free port of this machine that stands for a vendor of language models. Calls are
 * treated as enqueued, one behaviour each, and then as {@link #otherwise} says. A call that is not
 * as the vendor documents it is answered as the vendor would: with 400, 401 or 404.
 */
public abstract class FakeVendor extends FakeServer {

  /** The key it takes; any other is answered with 401. */
  public static final String KEY = "test-key";

  /** What every answer is said to have cost. */
  public static final int INPUT_TOKENS = 100;

  /** What every answer is said to have cost. */
  public static final int OUTPUT_TOKENS = 20;

  private static final Pattern WORD = Pattern.compile("\\s*\\S+");
  private static final Duration PING = Duration.ofMillis(20);

  /** A call as it came in. */
  public record Call(String method, URI uri, Headers headers, JsonObject body) {

    /** The first value of a header, empty when there is none. */
    public String header(String name) {
      return Optional.ofNullable(headers.getFirst(name)).orElse("");
    }
  }

  private final ConcurrentLinkedDeque<Behaviour> script = new ConcurrentLinkedDeque<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile Behaviour otherwise;

  FakeVendor(Behaviour otherwise) {
    this.otherwise = otherwise;
  }

  /** What goes into the vendor's {@code *_BASE_URL}. */
  public URI baseUrl() {
    return address().resolve(basePath());
  }

  /** Treats the next calls like this, one each. */
  public void enqueue(Behaviour... behaviours) {
    script.addAll(List.of(behaviours));
  }

  /** Treats all calls beyond the enqueued ones like this. */
  public void otherwise(Behaviour behaviour) {
    otherwise = behaviour;
  }

  /** Every call so far, oldest first. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The newest call. */
  public Call lastCall() {
    return calls.get(calls.size() - 1);
  }

  /** Waits until a client has hung up on a call that stalled. */
  public boolean hungUpWithin(Duration limit) throws InterruptedException {
    return hungUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  abstract String basePath();

  /** What the vendor would object to, as a status and a reason; null for a good call. */
  abstract @Nullable Objection objection(Call call);

  abstract boolean isStream(Call call);

  abstract String answer(Call call, String text);

  /** The events of a stream: the words given, and the rest of it when it is whole. */
  abstract List<String> events(Call call, List<String> words, boolean whole);

  abstract String errorBody(int status, String message);

  /** The event with which the vendor ends a stream it can not go on with; null when it has none. */
  abstract @Nullable String errorEvent();

  record Objection(int status, String reason) {}

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    JsonObject body = body(exchange);
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            body);
    calls.add(call);
    Objection objection = objection(call);
    if (objection != null) {
      send(exchange, objection.status, errorBody(objection.status, objection.reason));
      return;
    }
    Behaviour behaviour = Optional.ofNullable(script.poll()).orElse(otherwise);
    behave(exchange, call, behaviour);
  }

  private void behave(HttpExchange exchange, Call call, Behaviour behaviour)
      throws IOException, InterruptedException {
    if (pause(behaviour.delay())) {
      return;
    }
    switch (behaviour.kind()) {
      case OK -> respond(exchange, call, behaviour.text());
      case EMPTY -> respond(exchange, call, "");
      case STATUS -> {
        behaviour
            .retryAfter()
            .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
        send(exchange, behaviour.status(), errorBody(behaviour.status(), "scripted"));
      }
      case MALFORMED -> malformed(exchange, call);
      case HANG -> hang();
      case STALL, CUT, END_EARLY, ERROR_EVENT -> partly(exchange, call, behaviour);
    }
  }

  private void respond(HttpExchange exchange, Call call, String text) throws IOException {
    if (!isStream(call)) {
      send(exchange, 200, answer(call, text));
      return;
    }
    try (OutputStream out = open(exchange, 0)) {
      write(out, events(call, words(text), true));
    }
  }

  private void malformed(HttpExchange exchange, Call call) throws IOException {
    if (!isStream(call)) {
      send(exchange, 200, "{\"choices\": [ this is no JSON");
      return;
    }
    try (OutputStream out = open(exchange, 0)) {
      write(out, List.of("data: {\"choices\": [ this is no JSON\n\n"));
    }
  }

  private void partly(HttpExchange exchange, Call call, Behaviour behaviour)
      throws IOException, InterruptedException {
    if (!isStream(call)) {
      throw new IllegalStateException(behaviour.kind() + " is for streams");
    }
    List<String> words = words(behaviour.text()).stream().limit(behaviour.pieces()).toList();
    // A length that is never reached is what makes leaving early break the connection.
    boolean cut = behaviour.kind() == Behaviour.Kind.CUT;
    OutputStream out = open(exchange, cut ? Integer.MAX_VALUE : 0);
    write(out, events(call, words, false));
    switch (behaviour.kind()) {
      case STALL -> stall(out);
      case END_EARLY -> out.close();
      case ERROR_EVENT -> {
        String event = errorEvent();
        if (event == null) {
          throw new IllegalStateException("this vendor has no error event");
        }
        write(out, List.of(event));
        out.close();
      }
      default -> {
        // Leaving now is the cut.
      }
    }
  }

  private void stall(OutputStream out) throws IOException, InterruptedException {
    while (!pause(PING)) {
      write(out, List.of(": still here\n\n"));
    }
  }

  private static OutputStream open(HttpExchange exchange, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, length);
    return exchange.getResponseBody();
  }

  private void write(OutputStream out, List<String> events) throws IOException {
    try {
      for (String event : events) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      hungUp.countDown();
      throw e;
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
