package dev.repartee.operate.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The secrets of one Doppler config, which its service token names. Asks again, with growing
 * pauses, when Doppler is busy, broken or can not be reached; no message has anything of the token
 * or of an answer in it.
 */
final class Doppler {

  private static final String PATH = "/v3/configs/config/secrets/download?format=json";
  private static final Duration CALL = Duration.ofSeconds(8);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final URI address;
  private final String token;
  private final Duration patience;

  /**
   * @param patience how long all tries may take together
   */
  Doppler(URI address, String token, Duration patience) {
    this.address = address;
    this.token = token;
    this.patience = patience;
  }

  Map<String, String> secrets() throws SecretsRefused, SecretsUnavailable {
    HttpClient http = HttpClient.newBuilder().connectTimeout(CALL).build();
    long end = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
      String problem;
      try {
        HttpResponse<String> answer =
            http.send(request(left.compareTo(CALL) < 0 ? left : CALL), BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return FlatJson.read(answer.body());
        }
        problem = problem(answer.statusCode());
      } catch (IllegalArgumentException e) {
        problem = "Doppler's answer is not a JSON object of texts";
      } catch (IOException e) {
        problem = "Doppler can not be reached (" + e.getClass().getSimpleName() + ")";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SecretsUnavailable("interrupted while fetching secrets from Doppler");
      }
      if (System.nanoTime() + pause.toNanos() >= end) {
        throw new SecretsUnavailable(problem + ", for " + patience.toSeconds() + " s");
      }
      LockSupport.parkNanos(pause.toNanos());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private HttpRequest request(Duration timeout) throws SecretsRefused {
    try {
      return HttpRequest.newBuilder(address.resolve(PATH))
          .timeout(timeout)
          .header("Authorization", "Bearer " + token)
          .header("Accept", "application/json")
          .build();
    } catch (IllegalArgumentException e) { // quotes the header
      throw new SecretsRefused("DOPPLER_TOKEN or DOPPLER_API_URL can not be used as it is");
    }
  }

  private static String problem(int status) throws SecretsRefused {
    return switch (status) {
      case 401, 403 ->
          throw new SecretsRefused("Doppler refuses DOPPLER_TOKEN: it is wrong or was revoked");
      case 400, 404, 422 ->
          throw new SecretsRefused(
              "Doppler has no config for DOPPLER_TOKEN; it must be a service token of one config");
      default -> "Doppler answers with status " + status;
    };
  }
}
