package dev.repartee.coach.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.ocr.UnreadableImage.Reason;
import dev.repartee.testing.Counted;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TesseractEngineTest {

  private static final Map<String, String> LANGUAGES =
      Map.of("en", "eng", "de", "deu", "fr", "fra", "es", "spa", "it", "ita", "pt", "por");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> INSTALLED = installed();
  private static final TesseractEngine ENGINE = engine(INSTALLED, PATIENCE, 2);
  private static final Map<String, List<Line>> READ = new HashMap<>();

  private static List<String> installed() {
    List<String> languages = new ArrayList<>(List.of("eng", "deu", "fra", "spa", "ita", "por"));
    List<String> missing = new TrainedData(Optional.empty()).missing(languages);
    if (!missing.isEmpty() && "true".equals(System.getenv("REPARTEE_CI"))) {
      throw new IllegalStateException("CI must install the data of " + missing);
    }
    languages.removeAll(missing);
    return languages;
  }

  private static TesseractEngine engine(List<String> languages, Duration timeout, int readers) {
    return new TesseractEngine(new TesseractConfig(languages, timeout, Optional.empty(), readers));
  }

  @AfterAll
  static void free() {
    ENGINE.close();
  }

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  static List<Fixture> readable() {
    return Fixture.all().stream().filter(TesseractEngineTest::isInstalled).toList();
  }

  private static boolean isInstalled(Fixture fixture) {
    return INSTALLED.contains(LANGUAGES.get(fixture.language()));
  }

  private static List<Line> read(Fixture fixture) throws OcrException {
    List<Line> lines = READ.get(fixture.image());
    if (lines == null) {
      lines = ENGINE.read(Screenshot.of(Fixture.bytes(fixture.image())));
      READ.put(fixture.image(), lines);
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void findsEveryMessageAndItsAuthor(Fixture fixture) throws OcrException {
    List<Line> lines = read(fixture);

    assertEquals(authors(fixture.messages()), authors(lines), () -> text(lines));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsAnImageWithFewErrors(Fixture fixture) throws OcrException {
    assumeTrue(isInstalled(fixture), "the language of this image is not installed");
    String expected = text(fixture.messages());

    String seen = text(read(fixture));

    assertTrue(Levenshtein.distance(expected, seen) <= expected.length() * 0.04, seen);
  }

  @Test
  void readsAllImagesWithAtMostOneErrorInAHundredCharacters() throws OcrException {
    int errors = 0;
    int characters = 0;
    for (Fixture fixture : readable()) {
      String expected = text(fixture.messages());
      characters += expected.length();
      errors += Levenshtein.distance(expected, text(read(fixture)));
    }
    double rate = 100.0 * errors / characters;
    Counted.say(
        "Character error rate %.2f %% (%d of %d) over %d images",
        rate, errors, characters, readable().size());

    assertTrue(rate <= 1, () -> rate + " %");
  }

  @Test
  void refusesImagesThatAreNoChat() throws IOException {
    for (BufferedImage picture : Drawings.withoutChat()) {
      Screenshot image = Screenshot.of(Drawings.png(picture));
      UnreadableImage refusal = assertThrows(UnreadableImage.class, () -> ENGINE.read(image));
      assertEquals(Reason.NO_CONVERSATION, refusal.reason());
    }
  }

  @Test
  void refusesAnImageWhosePixelsAreDamaged() {
    byte[] bytes = Fixture.bytes("s02.png");
    Arrays.fill(bytes, 60, bytes.length - 12 - 4000, (byte) 0x55);
    byte[] damaged = repaired(bytes);

    UnreadableImage refusal =
        assertThrows(UnreadableImage.class, () -> ENGINE.read(Screenshot.of(damaged)));

    assertEquals(Reason.BROKEN, refusal.reason());
  }

  @Test
  void stopsAtItsTimeout() {
    try (TesseractEngine hasty = engine(List.of("eng"), Duration.ofMillis(1), 1)) {
      Screenshot image = Screenshot.of(Fixture.bytes("s01.png"));

      UnreadableImage refusal = assertThrows(UnreadableImage.class, () -> hasty.read(image));

      assertEquals(Reason.TIMEOUT, refusal.reason());
    }
  }

  @Test
  void namesTheLanguagesThatAreMissing() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class, () -> engine(List.of("eng", "tlh", "qya"), PATIENCE, 1));

    assertTrue(failure.toString().contains("no Tesseract data for tlh, qya:"), failure::toString);
  }

  @Test
  void saysSoWhenTheDataOfALanguageIsDamaged(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("eng.traineddata"), new byte[5000]);
    TesseractConfig config = new TesseractConfig(List.of("eng"), PATIENCE, Optional.of(folder), 1);
    try (TesseractEngine engine = new TesseractEngine(config)) {
      Screenshot image = Screenshot.of(Fixture.bytes("s02.png"));

      assertThrows(OcrException.class, () -> engine.read(image));
      assertThrows(
          OcrException.class, () -> engine.read(image), "a failed start gives its place back");
    }
  }

  @Test
  void readsForMoreThreadsThanItHasReaders() throws Exception {
    Fixture fixture = fixtures().get(1);
    List<Line> expected = read(fixture);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<List<Line>>> results = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        results.add(
            threads.submit(() -> ENGINE.read(Screenshot.of(Fixture.bytes(fixture.image())))));
      }
      for (Future<List<Line>> result : results) {
        assertEquals(expected, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readsNothingMoreOnceClosed() {
    TesseractEngine engine = engine(List.of("eng"), PATIENCE, 1);
    engine.close();
    Screenshot image = Screenshot.of(Fixture.bytes("s02.png"));

    assertThrows(OcrException.class, () -> engine.read(image));
  }

  /** One decoded image is 12 MB: forty that are not freed can not be overlooked. */
  @Test
  void givesItsNativeMemoryBack() throws Exception {
    Screenshot image = Screenshot.of(Fixture.bytes("s01.png"));
    for (int i = 0; i < 3; i++) {
      ENGINE.read(image);
    }
    long before = nativeBytes();
    for (int i = 0; i < 40; i++) {
      ImageDecoder.decode(image).close();
    }
    for (int i = 0; i < 5; i++) {
      ENGINE.read(image);
    }
    long grown = nativeBytes() - before;

    assertTrue(grown < 120_000_000, () -> grown + " bytes more than before");
  }

  /** What the process holds beside its heap; the heap is collected first, so both are settled. */
  private static long nativeBytes() {
    System.gc();
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }

  private static List<Author> authors(List<Line> lines) {
    return lines.stream().map(Line::author).toList();
  }

  private static String text(List<Line> lines) {
    return String.join("\n", lines.stream().map(Line::text).toList());
  }

  /** Keeps the chunk structure of a PNG whose pixel data was overwritten. */
  private static byte[] repaired(byte[] damaged) {
    byte[] whole = Fixture.bytes("s02.png");
    int at = 8;
    while (at < whole.length) {
      int length =
          (whole[at] & 0xFF) << 24
              | (whole[at + 1] & 0xFF) << 16
              | (whole[at + 2] & 0xFF) << 8
              | whole[at + 3] & 0xFF;
      System.arraycopy(whole, at, damaged, at, 8);
      at += 12 + length;
    }
    return damaged;
  }
}
