package dev.repartee.assistant.ai;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.repartee.assistant.ai.ProviderFailure.Kind;
import dev.repartee.foundation.telemetry.TraceContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries LangChain4j's calls over the JDK's client, always on the calling thread, so that a call
 * can be given a deadline for its whole answer, be cancelled at any moment, and tell what the
 * vendor said in {@code Retry-After}. Calls carry the trace they belong to. HTTP/1.1, because some
 * servers behind a compatible base URL stumble over the upgrade to HTTP/2.
 */
final class VendorHttp implements HttpClient {

  private static final int LARGEST_ANSWER = 4 << 20;
  private static final int LONGEST_ERROR = 16 << 10;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  /** LangChain4j passes nothing of ours through, but stays on the thread. */
  private static final ThreadLocal<@Nullable Call> CURRENT = new ThreadLocal<>();

  private final java.net.http.HttpClient client =
      java.net.http.HttpClient.newBuilder()
          .version(java.net.http.HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_CONNECT)
          .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
          .build();

  private final InstantSource clock;

  VendorHttp(InstantSource clock) {
    this.clock = clock;
  }

  /** Does the work with this call's deadline and switch. */
  static <T> T within(Call call, Supplier<T> work) {
    CURRENT.set(call);
    try {
      return work.get();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpResponse<TimedBody> response = open(request);
    try (TimedBody body = response.body()) {
      byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
      if (bytes.length > LARGEST_ANSWER) {
        throw ProviderFailure.of(Kind.UNUSABLE, "an answer of more than 4 MiB");
      }
      return successful(response).body(bytes).build();
    } catch (IOException e) {
      throw ProviderFailure.in(e, Kind.UNREACHABLE);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try {
      HttpResponse<TimedBody> response = open(request);
      try (TimedBody body = response.body()) {
        listener.onOpen(successful(response).build());
        parser.parse(body, listener);
        if (!body.broken()) {
          listener.onClose();
        }
      }
    } catch (ProviderFailure e) {
      listener.onError(e);
    }
  }

  private static SuccessfulHttpResponse.Builder successful(HttpResponse<?> response) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map());
  }

  /** Sends and waits for the head of a successful answer. */
  private HttpResponse<TimedBody> open(HttpRequest request) {
    Call call = CURRENT.get();
    if (call == null) {
      throw new IllegalStateException("a vendor is only called within a call");
    }
    CompletableFuture<HttpResponse<TimedBody>> sent =
        client.sendAsync(translate(request), info -> new TimedBody(call));
    call.cancellation().onCancel(() -> sent.cancel(true));
    HttpResponse<TimedBody> response = await(sent, call);
    call.cancellation().onCancel(response.body()::close);
    int status = response.statusCode();
    if (status < 200 || status > 299) {
      throw ProviderFailure.ofStatus(
          status,
          RetryAfter.in(response.headers().map(), clock.instant())
              .or(() -> RetryAfter.inBody(start(response.body())))
              .orElse(null));
    }
    return response;
  }

  /** The beginning of an error's body, as far as it comes. */
  private static String start(TimedBody body) {
    try (body) {
      return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static HttpResponse<TimedBody> await(
      CompletableFuture<HttpResponse<TimedBody>> sent, Call call) {
    try {
      return sent.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw ProviderFailure.of(Kind.TIMEOUT, "no answer in time", e);
    } catch (CancellationException e) {
      throw ProviderFailure.of(Kind.CANCELLED, "cancelled before the answer", e);
    } catch (ExecutionException e) {
      throw ProviderFailure.in(e, Kind.UNREACHABLE);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw ProviderFailure.of(Kind.CANCELLED, "interrupted", e);
    }
  }

  private static java.net.http.HttpRequest translate(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    TraceContext.current().ifPresent(trace -> builder.header("traceparent", trace.header()));
    String body = request.body();
    return builder
        .method(
            request.method().name(),
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }
}
