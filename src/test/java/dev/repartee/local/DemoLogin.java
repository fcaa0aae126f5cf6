package dev.repartee.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * An account to try the product with. It is made through the public API, like anybody's.
 *
 * @param email its address
 * @param password made once per home and kept there
 */
record DemoLogin(String email, String password) {

  static DemoLogin of(LocalHome home) {
    return new DemoLogin("demo@repartee.local", home.secret("demo.password").substring(0, 16));
  }

  /**
   * Signs in, and registers when that is refused.
   *
   * @return a line for the person who waits, with the login or why there is none
   */
  String ensure(URI base) {
    int login = post(base.resolve("/api/v1/auth/login"), credentials() + "}");
    if (login == 200) {
      return describe();
    }
    if (login != 401) {
      return "not available (login answered " + login + ")";
    }
    int register =
        post(
            base.resolve("/api/v1/auth/register"),
            credentials() + ",\"name\":\"Demo\",\"workspaceName\":\"Demo\"}");
    return switch (register) {
      case 201 -> describe();
      case 409 -> email + " (its password was changed)";
      default -> "not available (register answered " + register + ")";
    };
  }

  private String describe() {
    return email + "  " + password;
  }

  private String credentials() {
    return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"";
  }

  private static int post(URI address, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(90))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new LocalServiceException(address + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServiceException("Interrupted", e);
    }
  }
}
