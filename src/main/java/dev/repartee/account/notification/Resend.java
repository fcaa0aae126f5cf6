package dev.repartee.account.notification;

import dev.repartee.foundation.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resend's REST API (https://resend.com/docs/api-reference/emails/send-email). Its {@code
 * Idempotency-Key} lets a mail be sent again after an answer that got lost, without arriving twice.
 */
@ApplicationScoped
class Resend {

  /** Resend did not take the mail now; it may the next time. */
  static final class NotNow extends IOException {
    NotNow(String message) {
      super(message);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 16 << 10;
  private static final Pattern ERROR_NAME = Pattern.compile("\"name\"\\s*:\\s*\"(\\w{1,60})\"");

  private final MailConfig config;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Inject
  Resend(MailConfig config) {
    this.config = config;
  }

  /**
   * @param key the same for the same mail
   * @throws Undeliverable when it refuses the mail for what it is
   * @throws IOException when it may take it the next time
   */
  void send(Letter letter, UUID key) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request(letter, key), HttpResponse.BodyHandlers.ofInputStream());
    int status = answer.statusCode();
    try (InputStream body = answer.body()) {
      String reason =
          status + " " + name(new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8));
      if (status == 408 || status == 429 || status >= 500 || isInProgress(reason)) {
        throw new NotNow("Resend answers " + reason);
      }
      if (status < 200 || status > 299) {
        throw new Undeliverable("Resend refuses it: " + reason);
      }
    }
  }

  /** The same mail is being sent by an attempt that has not ended there. */
  private static boolean isInProgress(String reason) {
    return reason.equals("409 concurrent_idempotent_requests");
  }

  private HttpRequest request(Letter letter, UUID key) {
    String body =
        Json.createObjectBuilder()
            .add("from", config.from())
            .add("to", Json.createArrayBuilder().add(letter.to()))
            .add("subject", letter.subject())
            .add("text", letter.text())
            .add("html", letter.html())
            .build()
            .toString();
    String base = config.baseUrl().toString().replaceFirst("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/emails"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + config.key().reveal())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key.toString())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    TraceContext.current().ifPresent(trace -> request.header("traceparent", trace.header()));
    return request.build();
  }

  /** Which error it is; the message beside it may quote the mail, and is not for logs. */
  private static String name(String body) {
    Matcher name = ERROR_NAME.matcher(body);
    return name.find() ? name.group(1) : "without a name";
  }
}
