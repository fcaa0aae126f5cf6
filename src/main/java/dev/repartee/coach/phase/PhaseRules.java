package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says where a conversation stands from its wording alone, in a millisecond or two and without a
 * provider.
 *
 * <p>Every {@link Cue} found in the newest messages adds to its phase, the newest message counting
 * most; how much has been said so far adds a leaning toward HOOK or BRIDGE. The strongest phase
 * wins. The confidence is its share of all evidence, lowered while there is little evidence.
 */
public final class PhaseRules {

  /** How much each message counts, the newest first; older ones tell of phases already left. */
  private static final double[] RECENCY = {1.0, 0.7, 0.4, 0.25, 0.15, 0.1};

  /** Longer messages are judged by their end and beginning; this bounds the work per message. */
  private static final int LONGEST_TEXT = 500;

  /** A time or place counts as agreed when one of this many newest messages agrees to something. */
  private static final int SETTLING = 3;

  private static final int MOST_REASONS = 4;

  /** Reads a transcript of any length; an empty one is a HOOK that has yet to be made. */
  public PhaseReading read(Transcript transcript) {
    if (transcript.isEmpty()) {
      return new PhaseReading(Phase.HOOK, 1, List.of("nothing has been said yet"));
    }
    Evidence evidence = new Evidence();
    List<Map<Cue, String>> newest = newest(transcript);
    boolean settled = newest.stream().limit(SETTLING).anyMatch(PhaseRules::settles);
    for (int age = 0; age < newest.size(); age++) {
      weigh(newest.get(age), age, transcript.size(), settled, evidence);
    }
    lean(transcript, newest, evidence);
    return evidence.reading();
  }

  /** The cues of the messages that count, the newest first. */
  private static List<Map<Cue, String>> newest(Transcript transcript) {
    List<Map<Cue, String>> found = new ArrayList<>();
    transcript.tail(RECENCY.length).lines().forEach(line -> found.add(0, cues(line.text())));
    return found;
  }

  private static Map<Cue, String> cues(String text) {
    String normalised = normalised(text);
    Map<Cue, String> cues = new EnumMap<>(Cue.class);
    for (Cue cue : Cue.values()) {
      @Nullable String words = cue.in(normalised);
      if (words != null) {
        cues.put(cue, words);
      }
    }
    return cues;
  }

  private static boolean settles(Map<Cue, String> cues) {
    return cues.containsKey(Cue.AGREEMENT)
        || cues.containsKey(Cue.ACKNOWLEDGEMENT)
        || cues.containsKey(Cue.COMMITMENT)
        || cues.containsKey(Cue.SIGN_OFF);
  }

  private static void weigh(
      Map<Cue, String> cues, int age, int size, boolean settled, Evidence evidence) {
    cues.forEach(
        (cue, words) -> {
          Phase phase = cue == Cue.DETAILS && !settled ? Phase.PIVOT : cue.phase();
          double fading = phase == Phase.HOOK ? freshness(size) : RECENCY[age];
          evidence.add(phase, cue.weight() * fading, cue.describe(words));
        });
  }

  /** Openings stay openings while the exchange is short, whoever wrote last. */
  private static double freshness(int size) {
    return size <= 2 ? 1 : size == 3 ? 0.6 : size == 4 ? 0.2 : 0;
  }

  /** Whether any cue speaks in a text. */
  static boolean recognises(String text) {
    return !cues(text).isEmpty();
  }

  private static void lean(
      Transcript transcript, List<Map<Cue, String>> newest, Evidence evidence) {
    int size = transcript.size();
    switch (size) {
      case 1 -> evidence.add(Phase.HOOK, 0.9, "a single message so far");
      case 2 -> evidence.add(Phase.HOOK, 0.6, "only two messages so far");
      case 3 -> evidence.add(Phase.BRIDGE, 0.4, "a first exchange");
      default -> evidence.add(Phase.BRIDGE, 0.7, "an exchange of " + size + " messages");
    }
    if (size >= 3 && reciprocal(transcript, newest)) {
      evidence.add(Phase.BRIDGE, 0.5, "both sides ask and tell");
    }
  }

  /** Both sides show interest or tell of themselves in what was said last. */
  private static boolean reciprocal(Transcript transcript, List<Map<Cue, String>> newest) {
    Set<Author> open = EnumSet.noneOf(Author.class);
    for (int age = 0; age < newest.size(); age++) {
      Map<Cue, String> cues = newest.get(age);
      if (cues.containsKey(Cue.OPEN_QUESTION)
          || cues.containsKey(Cue.DISCLOSURE)
          || cues.containsKey(Cue.COMMON_GROUND)) {
        open.add(transcript.lines().get(transcript.size() - 1 - age).author());
      }
    }
    return open.size() == Author.values().length;
  }

  /** Lower case, plain apostrophes, and of long texts only both ends. */
  private static String normalised(String text) {
    String ends = text.strip();
    if (ends.length() > LONGEST_TEXT) {
      int half = LONGEST_TEXT / 2;
      ends = ends.substring(0, half) + "\n" + ends.substring(ends.length() - half);
    }
    return ends.replace('’', '\'').replace('‘', '\'').toLowerCase(Locale.ROOT);
  }

  private static final class Evidence {

    /** Doubt that only evidence removes: with this much of it the confidence is halved. */
    private static final double DOUBT = 0.6;

    private record Point(Phase phase, double weight, String reason) {}

    private final List<Point> points = new ArrayList<>();

    void add(Phase phase, double weight, String reason) {
      if (weight > 0) {
        points.add(new Point(phase, weight, reason));
      }
    }

    PhaseReading reading() {
      Map<Phase, Double> sums = new EnumMap<>(Phase.class);
      points.forEach(point -> sums.merge(point.phase(), point.weight(), Double::sum));
      double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
      Map.Entry<Phase, Double> best =
          sums.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
      return new PhaseReading(
          best.getKey(), best.getValue() / (all + DOUBT), reasons(best.getKey()));
    }

    private List<String> reasons(Phase phase) {
      return points.stream()
          .filter(point -> point.phase() == phase)
          .sorted(Comparator.comparingDouble(Point::weight).reversed())
          .map(Point::reason)
          .distinct()
          .limit(MOST_REASONS)
          .toList();
    }
  }
}
