package dev.repartee.coach.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.job.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrConfigTest {

  private static OcrConfig config(Settings settings) {
    return new OcrConfig(settings, new JobConfig(settings));
  }

  @Test
  void withoutAnythingSetTesseractReadsEnglishFirst() {
    OcrConfig config = config(Settings.of(Map.of()));
    assertEquals(OcrConfig.Engine.AUTO, config.engine());
    assertEquals(
        new TesseractConfig(List.of("eng"), Duration.ofSeconds(30), Optional.empty(), 2),
        config.tesseract());
  }

  @Test
  void readsEveryVariable(@TempDir Path tessdata) throws IOException {
    Files.createFile(tessdata.resolve("xyz.traineddata"));
    Settings settings =
        Settings.of(
            Map.of(
                "OCR_ENGINE", "tesseract",
                "OCR_LANGUAGES", "eng,xyz",
                "OCR_TIMEOUT", "5s",
                "TESSDATA_PREFIX", tessdata.toString(),
                "WORKER_CONCURRENCY_SCREENSHOT", "3"));
    OcrConfig config = config(settings);
    assertEquals(OcrConfig.Engine.TESSERACT, config.engine());
    assertEquals(
        new TesseractConfig(List.of("eng", "xyz"), Duration.ofSeconds(5), Optional.of(tessdata), 3),
        config.tesseract());
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void aLanguageWithoutDataIsAProblemThatSaysWhatToDo() {
    Settings settings = Settings.of(Map.of("OCR_LANGUAGES", "eng,xyz"));
    assertEquals(OcrConfig.Engine.AUTO, config(settings).engine());
    assertEquals(1, settings.problems().size());
    assertTrue(
        settings.problems().get(0).startsWith("OCR_LANGUAGES: no Tesseract data for xyz"),
        settings.problems().get(0));
  }
}
