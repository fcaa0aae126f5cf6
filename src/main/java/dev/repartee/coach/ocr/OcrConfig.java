package dev.repartee.coach.ocr;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.job.JobConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which engine reads screenshots, and in which languages. */
@ApplicationScoped
public class OcrConfig implements ConfigSection {

  /** Who reads. */
  public enum Engine {
    /** In this process, without a network. */
    TESSERACT,
    /** The vision model of a provider. */
    VISION,
    /** Tesseract, and a vision model for what it can not make out. */
    AUTO
  }

  private final Engine engine;
  private final TesseractConfig tesseract;

  @Inject
  public OcrConfig(Settings settings, JobConfig jobs) {
    engine = settings.choice("OCR_ENGINE", Engine.AUTO);
    List<String> languages = settings.list("OCR_LANGUAGES", List.of("eng"));
    if (languages.isEmpty() || !languages.stream().allMatch(name -> name.matches("\\w+"))) {
      settings.problem("OCR_LANGUAGES", "must be names such as eng,deu,fra");
      languages = List.of("eng");
    }
    Duration timeout =
        settings.duration(
            "OCR_TIMEOUT", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(5));
    Optional<Path> tessdata =
        settings.optional("TESSDATA_PREFIX", Path::of, "a directory with *.traineddata files");
    List<String> missing = new TrainedData(tessdata).missing(languages);
    if (!missing.isEmpty()) {
      settings.problem(
          "OCR_LANGUAGES",
          "no Tesseract data for " + String.join(", ", missing) + ": " + TrainedData.advice());
    }
    tesseract = new TesseractConfig(languages, timeout, tessdata, jobs.concurrency("screenshot"));
  }

  public Engine engine() {
    return engine;
  }

  TesseractConfig tesseract() {
    return tesseract;
  }
}
