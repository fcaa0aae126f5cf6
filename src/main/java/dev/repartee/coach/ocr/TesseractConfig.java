package dev.repartee.coach.ocr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How {@link TesseractEngine} works.
 *
 * @param languages Tesseract's names of the languages messages may be in, for example {@code eng},
 *     {@code deu}; the first one is tried first
 * @param timeout the longest one image may take, waiting for a free reader included
 * @param tessdata a directory with {@code *.traineddata}; where a language is not in it, the usual
 *     directories of the system and the class path are searched
 * @param readers how many images are read at once; each reader holds native memory
 */
public record TesseractConfig(
    List<String> languages, Duration timeout, Optional<Path> tessdata, int readers) {

  public TesseractConfig {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("languages: at least one is needed");
    }
    if (languages.stream().anyMatch(language -> !language.matches("[A-Za-z0-9_/]+"))) {
      throw new IllegalArgumentException("languages: a name has letters, digits and _ only");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout: must be positive");
    }
    if (readers < 1) {
      throw new IllegalArgumentException("readers: at least one is needed");
    }
  }
}
