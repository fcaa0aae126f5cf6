package dev.repartee.coach.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Person;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and addresses for them that are no good. */
class PictureBadInputIT extends BadInputFixture {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contentType=image/gif&size=10",
        "contentType=&size=10",
        "contentType=image/png;charset=utf-8&size=10",
        "contentType=IMAGE/PNG%0d%0aX:y&size=10",
        "size=10",
        "contentType=image/png",
        "contentType=image/png&size=0",
        "contentType=image/png&size=-1",
        "contentType=image/png&size=11534336",
        "contentType=image/png&size=9999999999999999999",
        "contentType=image/png&size=1e3"
      })
  void noAddressForWhatIsNoScreenshot(String query) {
    api.get("/api/v1/sessions/upload-url?" + query).expectProblem(400, "validation_failed");
  }

  @Test
  void storageTakesOnlyWhatWasAnnounced() {
    byte[] picture = Person.smallScreenshot();
    JsonNode grant = ann.uploadUrl("image/png", picture.length);
    assertEquals(403, Person.put(grant, "image/jpeg", picture), "another type");
    assertEquals(403, Person.put(grant, "image/png", Arrays.copyOf(picture, 1000)), "fewer bytes");
    assertEquals(
        403,
        Person.put(grant, "image/png", Arrays.copyOf(picture, picture.length + 1)),
        "more bytes");
    assertEquals(403, putLarge(grant), "eleven megabytes");
    assertEquals(403, Person.put(grant, "image/png", new byte[0]), "no bytes");
    ann.begin(grant.path("imageKey").asText()).expectProblem(400, "validation_failed");
    assertEquals(200, Person.put(grant, "image/png", picture));
    ann.begin(grant.path("imageKey").asText()).expect(201);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("picturesNobodyCanRead")
  void aPictureNobodyCanReadEndsInAnErrorThatSaysWhy(String what, byte[] bytes, String code) {
    String id = ann.bring("image/png", bytes);
    JsonNode failed = ann.await(id, "error");
    assertEquals(code, failed.path("error").path("code").asText(), what);
    assertFalse(failed.path("error").path("message").asText().isBlank());
    assertFalse(failed.has("ocrResult"));

    confirm(id, List.of(line("x", "user"))).expectProblem(409, "invalid_transition");
    assertEquals("error", ann.status(id));
    Answer retried = api.post(Person.path(id) + "/retry-ocr", null).expect(202);
    assertFalse(retried.json().has("error"), "a new attempt starts without the old error");
    assertEquals(code, ann.await(id, "error").path("error").path("code").asText());
  }

  @Test
  void anotherTypeThanAnnouncedIsReadByItsBytes() {
    String id = ann.bring("image/webp", Person.smallScreenshot());
    assertEquals(
        Person.SMALL_TEXTS,
        ann.await(id, "verifying_ocr").path("ocrResult").findValuesAsText("text"));
  }

  @Test
  void onlyOnesOwnNewPictureBeginsASession() {
    String imageKey = ann.upload("image/png", Person.smallScreenshot());
    Person stranger = Person.at(server);
    stranger.begin(imageKey).expectProblem(400, "validation_failed");
    stranger
        .api()
        .post("/api/v1/sessions", Map.of("type", "screenshot"))
        .expectProblem(400, "validation_failed");
    for (String key : List.of("", "nothing", "../../etc/passwd", "x".repeat(256), imageKey + "x")) {
      ann.begin(key).expectProblem(400, "validation_failed");
    }
    api.post("/api/v1/sessions", Map.of("type", "text", "imageKey", imageKey))
        .expectProblem(400, "validation_failed");
    ann.begin(imageKey).expect(201);
    ann.begin(imageKey).expectProblem(400, "validation_failed");
    assertEquals(1, api.get("/api/v1/sessions").json().path("items").size());
    assertEquals(0, stranger.api().get("/api/v1/sessions").json().path("items").size());
  }

  @Test
  void aPictureUsedTwiceAtOnceBeginsOneSession() {
    String imageKey = ann.upload("image/png", Person.smallScreenshot());
    List<Integer> statuses =
        Stream.generate(() -> imageKey)
            .limit(4)
            .parallel()
            .map(key -> ann.begin(key).status())
            .sorted()
            .toList();
    assertEquals(201, statuses.get(0));
    assertTrue(statuses.get(1) >= 400 && statuses.get(3) < 500, statuses.toString());
    assertEquals(1, api.get("/api/v1/sessions").json().path("items").size());
  }
}
