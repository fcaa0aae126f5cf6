package dev.repartee.operate.command;

import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The steps of a client who comes once, and leaves nothing behind. */
final class SmokeVisit {

  /** One thing that must work; it tells what it found. */
  record Step(String name, Callable<String> work) {}

  private static final String PICTURE = "/samples/ramen.png";
  private static final String WORD_IN_IT = "ramen";
  private static final int PASSWORD_BYTES = 24;

  private final SmokeClient client;
  private final String email = "smoke-" + UUID.randomUUID() + "@example.com";
  private final boolean isGuest;
  private String token;
  private String imageKey = "";
  private String session = "";
  private @Nullable Object read;

  /**
   * @param key of an account to come in the name of; empty for one that is opened and deleted
   */
  SmokeVisit(SmokeClient client, String key) {
    this.client = client;
    this.isGuest = key.isEmpty();
    this.token = key;
  }

  /** In their order; each needs those before it. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("health", this::health));
    if (isGuest) {
      steps.add(new Step("register", this::register));
    }
    steps.add(new Step("upload", this::upload));
    steps.add(new Step("begin", this::begin));
    steps.add(new Step("socket", this::watch));
    steps.add(new Step("read", this::read));
    steps.add(new Step("confirm", this::confirm));
    steps.add(new Step("suggest", this::suggest));
    return steps;
  }

  /** What is to be done in the end, as far as the visit came. */
  List<Step> farewell() {
    List<Step> steps = new ArrayList<>();
    if (!session.isEmpty()) {
      steps.add(new Step("forget", this::deleteSession));
    }
    if (isGuest && !token.isEmpty()) {
      steps.add(new Step("leave", this::deleteAccount));
    }
    return steps;
  }

  private String health() throws Exception {
    String status = text(client.get("/api/health", "").expect(200), "status");
    if (status.equals("down")) {
      throw CommandFailed.because("it says it is down");
    }
    return status;
  }

  private String register() throws Exception {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().encodeToString(random);
    SmokeClient.Answer answer =
        client.send(
            "POST", "/api/v1/auth/register", "", Map.of("email", email, "password", password));
    if (answer.status() == 202 || answer.status() == 403) {
      throw CommandFailed.because(
          "nobody can register here and begin at once; give the key of an account in"
              + " SMOKE_API_KEY");
    }
    token = text(answer.expect(201), "accessToken");
    return email;
  }

  private String upload() throws Exception {
    byte[] picture = client.bytes(PICTURE);
    Map<String, Object> leave =
        client
            .get("/api/v1/sessions/upload-url?contentType=image/png&size=" + picture.length, token)
            .expect(200);
    client.put(URI.create(text(leave, "uploadUrl")), "image/png", picture);
    imageKey = text(leave, "imageKey");
    return picture.length / 1024 + " KB";
  }

  private String begin() throws Exception {
    Map<String, Object> answer =
        client
            .send(
                "POST",
                "/api/v1/sessions",
                token,
                Map.of("type", "screenshot", "name", "Smoke", "imageKey", imageKey))
            .expect(201);
    if (answer.get("session") instanceof Map<?, ?> begun && begun.get("id") instanceof String id) {
      session = id;
      return id;
    }
    throw CommandFailed.because("the answer has no session");
  }

  private String watch() throws Exception {
    try (SmokeSocket socket = client.socket()) {
      socket.send(Map.of("action", "authenticate", "payload", Map.of("token", token)));
      socket.await("authenticated", "");
      socket.send(Map.of("action", "sessions:subscribe", "payload", Map.of("sessionId", session)));
      socket.await("session_status", "verifying_ocr");
    }
    return "told that it was read";
  }

  private String read() throws Exception {
    Map<String, Object> answer = client.get("/api/v1/sessions/" + session, token).expect(200);
    read = answer.get("ocrResult");
    if (read instanceof List<?> lines && String.valueOf(read).contains(WORD_IN_IT)) {
      return lines.size() + " messages";
    }
    throw CommandFailed.because("the picture was not read as it should be");
  }

  private String confirm() throws Exception {
    Map<String, Object> answer =
        client
            .send(
                "POST",
                "/api/v1/sessions/" + session + "/confirm-ocr",
                token,
                Map.of("ocrResult", read == null ? List.of() : read))
            .expect(200);
    return text(answer, "status");
  }

  private String suggest() throws Exception {
    Map<String, Object> answer =
        client
            .send(
                "POST",
                "/api/v1/sessions/" + session + "/generate-suggestions",
                token,
                Map.of("aiStyle", "playful"))
            .expect(200);
    if (answer.get("suggestion") instanceof Map<?, ?> suggestion
        && suggestion.get("text") instanceof String text
        && !text.isBlank()) {
      return "from " + suggestion.get("provider");
    }
    throw CommandFailed.because("the suggestion has no text");
  }

  private String deleteSession() throws Exception {
    client
        .send("DELETE", "/api/v1/sessions/" + session + "?permanent=true", token, null)
        .expect(204);
    return "the session and its picture are deleted";
  }

  private String deleteAccount() throws Exception {
    client.send("DELETE", "/api/v1/users/me", token, null).expect(204);
    return "the account is deleted";
  }

  private static String text(Map<String, Object> answer, String field) {
    if (answer.get(field) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw CommandFailed.because("the answer has no " + field);
  }
}
