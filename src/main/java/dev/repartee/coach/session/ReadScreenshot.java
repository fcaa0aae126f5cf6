package dev.repartee.coach.session;

import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.ocr.Ocr;
import dev.repartee.coach.ocr.Screenshot;
import dev.repartee.coach.ocr.UnreadableImage;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.job.Backoff;
import dev.repartee.foundation.job.JobContext;
import dev.repartee.foundation.job.JobHandler;
import dev.repartee.foundation.job.JobOptions;
import dev.repartee.foundation.storage.NoSuchObject;
import dev.repartee.foundation.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads an uploaded screenshot and puts what it says before the person. */
@ApplicationScoped
class ReadScreenshot implements JobHandler<ReadScreenshot.Payload> {

  public record Payload(UUID workspaceId, UUID userId, UUID sessionId) {}

  private final Reading reading;
  private final ObjectStore store;
  private final Ocr ocr;

  @Inject
  ReadScreenshot(Reading reading, ObjectStore store, Ocr ocr) {
    this.reading = reading;
    this.store = store;
    this.ocr = ocr;
  }

  @Override
  public JobOptions options() {
    return JobOptions.of("screenshot")
        .attempts(2)
        .backoff(Backoff.fixed(Duration.ofSeconds(5)))
        .timeout(Duration.ofSeconds(60));
  }

  @Override
  public void run(Payload payload, JobContext job) throws Exception {
    Optional<String> imageKey = reading.begin(payload.workspaceId(), payload.sessionId());
    if (imageKey.isEmpty()) {
      return;
    }
    try {
      byte[] bytes = store.get(imageKey.get(), Uploads.MAX_BYTES);
      reading.reading(payload.sessionId());
      List<Line> lines =
          ocr.read(Screenshot.of(bytes), new Asker(payload.workspaceId(), payload.userId()));
      job.complete(() -> reading.succeed(payload.workspaceId(), payload.sessionId(), lines));
    } catch (UnreadableImage e) {
      // Trying again would give the same answer, so the attempt counts as done.
      String code = Wire.name(e.reason());
      job.complete(
          () ->
              reading.fail(
                  payload.workspaceId(), payload.sessionId(), code, e.reason().explanation()));
    } catch (NoSuchObject e) {
      job.complete(
          () ->
              reading.fail(
                  payload.workspaceId(),
                  payload.sessionId(),
                  "picture_missing",
                  "The picture is no longer in storage."));
    }
  }

  @Override
  public void dead(Payload payload) {
    reading.fail(
        payload.workspaceId(),
        payload.sessionId(),
        "reading_failed",
        "The screenshot could not be read this time. Try again.");
  }
}
