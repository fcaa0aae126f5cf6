package dev.repartee.coach.ocr;

import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.ai.Purpose;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.ocr.UnreadableImage.Reason;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Reads screenshots with the engine the configuration names. */
@ApplicationScoped
public class Ocr {

  private static final System.Logger LOG = System.getLogger(Ocr.class.getName());

  private final OcrConfig config;
  private final Assistant assistant;
  private final MetricRegistry metrics;
  private final TesseractEngine tesseract;

  @Inject
  Ocr(OcrConfig config, Assistant assistant, MetricRegistry metrics) {
    this.config = config;
    this.assistant = assistant;
    this.metrics = metrics;
    this.tesseract = new TesseractEngine(config.tesseract());
  }

  /**
   * The messages of a screenshot, oldest first.
   *
   * @param asker on whose behalf a provider's vision model is asked, if one is
   * @throws UnreadableImage when the image is at fault: trying it again can not help
   * @throws OcrException when the engine is at fault: trying it again may help
   */
  public List<Line> read(Screenshot image, Asker asker) throws OcrException {
    return switch (config.engine()) {
      case TESSERACT -> timed(tesseract, image);
      case VISION -> timed(new VisionEngine(assistant, asker), image);
      case AUTO -> readWithBoth(image, asker);
    };
  }

  private List<Line> readWithBoth(Screenshot image, Asker asker) throws OcrException {
    try {
      return timed(tesseract, image);
    } catch (UnreadableImage e) {
      boolean secondLook =
          (e.reason() == Reason.NO_CONVERSATION || e.reason() == Reason.TIMEOUT)
              && assistant.supports(Purpose.OCR);
      if (!secondLook) {
        throw e;
      }
      LOG.log(System.Logger.Level.INFO, "Tesseract found nothing; asking a vision model");
      return timed(new VisionEngine(assistant, asker), image);
    }
  }

  private List<Line> timed(OcrEngine engine, Screenshot image) throws OcrException {
    Tag name = new Tag("engine", engine.name());
    Timer.Context timer = metrics.timer("repartee_ocr_duration", name).time();
    boolean read = false;
    try {
      List<Line> lines = engine.read(image);
      read = true;
      return lines;
    } finally {
      timer.stop();
      metrics
          .counter("repartee_ocr_total", name, new Tag("outcome", read ? "read" : "failed"))
          .inc();
    }
  }

  @PreDestroy
  void close() {
    tesseract.close();
  }
}
