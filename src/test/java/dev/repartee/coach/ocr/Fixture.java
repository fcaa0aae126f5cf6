package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A screenshot of src/test/resources/screenshots and what is said in it. */
record Fixture(String image, String language, List<Line> messages) {

  private static final Pattern MESSAGE =
      Pattern.compile(
          "\"author\"\\s*:\\s*\"(\\w+)\",\\s*\"text\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  static List<Fixture> all() {
    URL folder = Objects.requireNonNull(Fixture.class.getResource("/screenshots"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files
          .map(file -> Objects.requireNonNull(file.getFileName()).toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .map(Fixture::named)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fixture named(String file) {
    return of(new String(bytes(file), StandardCharsets.UTF_8));
  }

  /** The fixture a ground truth describes. */
  static Fixture of(String json) {
    List<Line> messages = new ArrayList<>();
    Matcher matcher = MESSAGE.matcher(json);
    while (matcher.find()) {
      Author author = Author.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
      messages.add(new Line(author, matcher.group(2).replaceAll("\\\\(.)", "$1")));
    }
    return new Fixture(field("image", json), field("language", json), messages);
  }

  private static String field(String name, String json) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException(name + " is missing");
    }
    return matcher.group(1);
  }

  static byte[] bytes(String file) {
    try (InputStream in = Fixture.class.getResourceAsStream("/screenshots/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return image;
  }
}
