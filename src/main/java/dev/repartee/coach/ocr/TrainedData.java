package dev.repartee.coach.ocr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the data of a language: in a given directory, in the system's, or on the class path. */
final class TrainedData {

  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr/share/tesseract-ocr/5/tessdata"),
          Path.of("/usr/share/tesseract-ocr/4.00/tessdata"),
          Path.of("/usr/share/tessdata"),
          Path.of("/usr/local/share/tessdata"),
          Path.of("/opt/homebrew/share/tessdata"));

  private final List<Path> directories;

  TrainedData(Optional<Path> configured) {
    directories = new ArrayList<>();
    configured.ifPresent(directories::add);
    directories.addAll(SYSTEM);
  }

  /** The languages, of those asked for, that are nowhere to be found. */
  List<String> missing(List<String> languages) {
    return languages.stream().filter(language -> !isThere(language)).toList();
  }

  private boolean isThere(String language) {
    return directory(language) != null || resource(language) != null;
  }

  /** What an operator can do about a missing language. */
  static String advice() {
    return "install the language's data (Debian: tesseract-ocr-deu and so on) or name its directory";
  }

  /** The data of a language, as a file's content. */
  byte[] read(String language) {
    Path directory = directory(language);
    try {
      if (directory != null) {
        return Files.readAllBytes(directory.resolve(file(language)));
      }
      try (InputStream resource = resource(language)) {
        if (resource == null) {
          throw new IllegalStateException("no data for the language " + language);
        }
        return resource.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("data for the language " + language, e);
    }
  }

  private @Nullable Path directory(String language) {
    return directories.stream()
        .filter(directory -> Files.isReadable(directory.resolve(file(language))))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable InputStream resource(String language) {
    return TrainedData.class.getResourceAsStream("/tessdata/" + file(language));
  }

  private static String file(String language) {
    return language + ".traineddata";
  }
}
