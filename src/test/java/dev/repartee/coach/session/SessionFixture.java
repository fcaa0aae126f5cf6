package dev.repartee.coach.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A member of a running server, and what they do with sessions. */
abstract class SessionFixture {

  static final String CHAT =
      "them: I finally tried the climbing hall\nme: And?\nthem: My arms hate me, I love it";

  final TestServer server = TestServer.shared();
  final Person ann = Person.at(server);
  final ApiClient api = ann.api();

  List<String> ids(String query) {
    return api.get("/api/v1/sessions" + query)
        .expect(200)
        .json()
        .path("items")
        .findValuesAsText("id");
  }

  JsonNode suggest(String id, Map<String, String> wish) {
    return api.post(Person.path(id) + "/generate-suggestions", wish)
        .expect(200)
        .json()
        .path("suggestion");
  }

  List<String> react(String id, String message, String reaction) {
    List<String> now = new ArrayList<>();
    api.post(Person.path(id) + "/messages/" + message + "/reactions", Map.of("reaction", reaction))
        .expect(200)
        .json()
        .path("reactions")
        .forEach(kind -> now.add(kind.asText()));
    return now;
  }

  @SafeVarargs
  final Answer confirm(String id, Map<String, String>... lines) {
    return api.post(Person.path(id) + "/confirm-ocr", Map.of("ocrResult", List.of(lines)));
  }

  static Map<String, String> line(String text, String author) {
    return Map.of("text", text, "author", author);
  }
}
