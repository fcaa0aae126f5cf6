package dev.repartee.coach.ocr;

import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.ocr.UnreadableImage.Reason;
import dev.repartee.foundation.http.Problem;
import java.util.List;

/** Has a provider's vision model read a screenshot, on behalf of the person whose it is. */
final class VisionEngine implements OcrEngine {

  private final Assistant assistant;
  private final Asker asker;

  VisionEngine(Assistant assistant, Asker asker) {
    this.assistant = assistant;
    this.asker = asker;
  }

  @Override
  public String name() {
    return "vision";
  }

  @Override
  public List<Line> read(Screenshot image) throws OcrException {
    List<Line> lines;
    try {
      lines = assistant.readScreenshot(asker, image.bytes(), image.contentType()).value();
    } catch (Problem e) {
      throw new OcrException("No vision model could read the screenshot", e);
    }
    if (lines.isEmpty()) {
      throw new UnreadableImage(Reason.NO_CONVERSATION);
    }
    return lines;
  }
}
