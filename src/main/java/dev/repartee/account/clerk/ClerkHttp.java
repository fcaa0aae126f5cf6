package dev.repartee.account.clerk;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Asks Clerk, with little patience: somebody waits for the answer. */
@ApplicationScoped
class ClerkHttp {

  /** For the whole answer, from looking up the name to the last byte. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int LARGEST_ANSWER = 256 << 10;

  private final MetricRegistry metrics;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Inject
  ClerkHttp(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * Gets JSON.
   *
   * @param what is asked for, for the metric
   * @return empty when Clerk says that there is no such thing
   * @throws IOException when it does not answer as it should
   */
  Optional<String> get(String what, URI address, Optional<Secret> key) throws IOException {
    String outcome = "failed";
    try {
      Optional<String> answer = get(address, key);
      outcome = "answered";
      return answer;
    } finally {
      metrics
          .counter("repartee_clerk_calls_total", new Tag("what", what), new Tag("outcome", outcome))
          .inc();
    }
  }

  private Optional<String> get(URI address, Optional<Secret> key) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "application/json");
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    TraceContext.current().ifPresent(trace -> request.header("traceparent", trace.header()));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                part -> part.ifPresent(bytes -> append(body, bytes))));
    int status = await(sent).statusCode();
    if (status == 404) {
      return Optional.empty();
    }
    if (status != 200) {
      throw new IOException("Clerk answers " + status);
    }
    return Optional.of(body.toString(StandardCharsets.UTF_8));
  }

  private static void append(ByteArrayOutputStream body, byte[] bytes) {
    if (body.size() + bytes.length > LARGEST_ANSWER) {
      throw new IllegalStateException("an answer of more than 256 KB");
    }
    body.writeBytes(bytes);
  }

  private static HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> sent)
      throws IOException {
    try {
      return sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("Clerk does not answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException("Clerk does not answer", e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("The server is stopping", e);
    }
  }
}
