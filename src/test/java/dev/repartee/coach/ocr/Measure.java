package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Line;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads every image of a directory made by {@code bench/ocr} and prints how much of it was right:
 * the measurement of docs/benchmarks.md. Not a test.
 */
final class Measure {

  private static final List<String> LANGUAGES = List.of("eng", "deu", "fra", "spa", "ita", "por");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private int images;
  private int wrong;
  private int characters;
  private int errors;
  private long slowest;

  private Measure() {}

  // Takes directories. Language data is looked for where the system keeps it.
  public static void main(String... directories) throws IOException, OcrException {
    TesseractConfig config =
        new TesseractConfig(LANGUAGES, Duration.ofMinutes(1), Optional.empty(), 1);
    try (TesseractEngine engine = new TesseractEngine(config)) {
      for (String directory : directories) {
        new Measure().all(engine, Path.of(directory));
      }
    }
  }

  private void all(TesseractEngine engine, Path directory) throws IOException, OcrException {
    List<Path> truths;
    try (Stream<Path> files = Files.list(directory)) {
      truths = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    for (Path truth : truths) {
      one(engine, directory, Fixture.of(Files.readString(truth)));
    }
    double rate = 100.0 * errors / Math.max(1, characters);
    out.printf("%s: %d images, %d with a wrong count or author%n", directory, images, wrong);
    out.printf("CER of the others %.2f %% (%d of %d)%n", rate, errors, characters);
    out.printf("slowest %d ms%n", slowest);
  }

  private void one(TesseractEngine engine, Path directory, Fixture fixture)
      throws IOException, OcrException {
    List<Line> expected = fixture.messages();
    long start = System.nanoTime();
    List<Line> seen;
    try {
      seen = engine.read(Screenshot.of(Files.readAllBytes(directory.resolve(fixture.image()))));
    } catch (UnreadableImage e) {
      seen = List.of();
    }
    long took = (System.nanoTime() - start) / 1_000_000;
    slowest = images == 0 ? 0 : Math.max(slowest, took);
    images++;
    boolean right =
        expected.stream()
            .map(Line::author)
            .toList()
            .equals(seen.stream().map(Line::author).toList());
    if (!right) {
      wrong++;
      out.printf("%s WRONG (%d ms)%n", fixture.image(), took);
      expected.forEach(line -> out.println("  - " + line.author() + ": " + line.text()));
      seen.forEach(line -> out.println("  + " + line.author() + ": " + line.text()));
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      String text = expected.get(i).text();
      int distance = Levenshtein.distance(text, seen.get(i).text());
      characters += text.length();
      errors += distance;
      if (distance > 0) {
        out.printf("%s %d: %s -> %s%n", fixture.image(), distance, text, seen.get(i).text());
      }
    }
  }
}
