package dev.repartee.coach.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the lines of one image at a time, in whichever of its languages they are.
 *
 * <p>A conversation is in one language most of the time, and reading it in each would cost as many
 * times as much. So it is read in the first, and its most frequent words tell which it is. Where
 * they do not, the others try its most doubtful lines, and one that is clearly surer reads them
 * all.
 */
final class LanguageReader implements AutoCloseable {

  private static final int SURE = 93;
  private static final int CLEARLY = 2;
  private static final int MUCH = 12;
  private static final int SAMPLES = 4;
  private static final int MEANINGFUL = 6;

  /** What a capital I alone is taken for, in any language. */
  private static final String LONE_I = "|";

  private final List<String> languages;
  private final TrainedData data;
  private final Map<String, Recogniser> recognisers = new HashMap<>();
  private final String first;

  LanguageReader(List<String> languages, TrainedData data) {
    this.languages = languages;
    this.data = data;
    this.first = languages.get(0);
    recogniser(first);
  }

  /** Every language costs native memory, so each is loaded when it is first needed. */
  private Recogniser recogniser(String language) {
    return recognisers.computeIfAbsent(language, name -> new Recogniser(name, data.read(name)));
  }

  List<Recogniser.Reading> read(List<LineImage> lines, Deadline deadline) {
    List<Recogniser.Reading> readings = readIn(first, lines, deadline);
    if (languages.size() == 1) {
      return readings;
    }
    List<String> texts = readings.stream().map(Recogniser.Reading::text).toList();
    List<String> likely = LanguageGuess.of(texts, languages);
    boolean known = likely.size() == 1;
    String language = known ? likely.get(0) : surest(likely, lines, readings, deadline);
    if (language.equals(first)) {
      return readings;
    }
    List<Recogniser.Reading> others = readIn(language, lines, deadline);
    int lead = known ? MUCH : CLEARLY;
    List<Recogniser.Reading> best = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean surer = readings.get(i).confidence() > others.get(i).confidence() + lead;
      best.add(surer ? readings.get(i) : others.get(i));
    }
    return best;
  }

  private List<Recogniser.Reading> readIn(
      String language, List<LineImage> lines, Deadline deadline) {
    Recogniser recogniser = recogniser(language);
    return lines.stream().map(line -> recogniser.read(line, deadline)).toList();
  }

  /** The language that reads the most doubtful lines best, where the words do not tell. */
  private String surest(
      List<String> likely,
      List<LineImage> lines,
      List<Recogniser.Reading> readings,
      Deadline deadline) {
    List<Integer> doubtful = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Recogniser.Reading reading = readings.get(i);
      if (reading.confidence() < SURE
          && reading.text().length() >= MEANINGFUL
          && !reading.text().contains(LONE_I)) {
        doubtful.add(i);
      }
    }
    if (doubtful.isEmpty()) {
      return first;
    }
    doubtful.sort(Comparator.comparingInt(i -> readings.get(i).confidence()));
    List<Integer> samples = doubtful.subList(0, Math.min(SAMPLES, doubtful.size()));
    String best = first;
    int most = samples.stream().mapToInt(i -> readings.get(i).confidence() + CLEARLY).sum();
    for (String language : likely) {
      if (!language.equals(first)) {
        List<LineImage> sample = samples.stream().map(lines::get).toList();
        int sum =
            readIn(language, sample, deadline).stream()
                .mapToInt(Recogniser.Reading::confidence)
                .sum();
        if (sum > most) {
          most = sum;
          best = language;
        }
      }
    }
    return best;
  }

  @Override
  public void close() {
    recognisers.values().forEach(Recogniser::close);
    recognisers.clear();
  }
}
