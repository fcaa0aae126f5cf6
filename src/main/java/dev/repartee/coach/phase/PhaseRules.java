package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says where a conversation stands from its wording alone, in well under a millisecond and without
 * a provider.
 *
 * <p>Every {@link Cue} found in the newest messages adds to its phase, the newest message counting
 * most; how much has been said so far adds a leaning toward HOOK or BRIDGE. The strongest phase
 * wins. The confidence is its share of all evidence, lowered while there is little evidence.
 */
public final class PhaseRules {

  /** How much each message counts, the newest first; older ones tell of phases already left. */
  private static final double[] RECENCY = {1.0, 0.7, 0.4, 0.25, 0.15, 0.1};

  /** Longer messages are judged by their end and beginning; this bounds the work per message. */
  private static final int LONGEST_TEXT = 1_000;

  /** A time or place counts as agreed when one of this many newest messages agrees to something. */
  private static final int SETTLING = 3;

  private static final int MOST_REASONS = 4;

  /** Reads a transcript of any length; an empty one is a HOOK that has yet to be made. */
  public PhaseReading read(Transcript transcript) {
    if (transcript.isEmpty()) {
      return new PhaseReading(Phase.HOOK, 1, List.of("nothing has been said yet"));
    }
    Evidence evidence = new Evidence();
    List<String> newest = newest(transcript);
    boolean settled = newest.stream().limit(SETTLING).anyMatch(PhaseRules::settles);
    for (int age = 0; age < newest.size(); age++) {
      weigh(newest.get(age), age, transcript.size(), settled, evidence);
    }
    lean(transcript, evidence);
    return evidence.reading();
  }

  /** The texts that count, the newest first. */
  private static List<String> newest(Transcript transcript) {
    List<String> texts = new ArrayList<>();
    transcript.tail(RECENCY.length).lines().forEach(line -> texts.add(0, normalised(line.text())));
    return texts;
  }

  private static boolean settles(String text) {
    return Cue.AGREEMENT.in(text) != null
        || Cue.ACKNOWLEDGEMENT.in(text) != null
        || Cue.COMMITMENT.in(text) != null
        || Cue.SIGN_OFF.in(text) != null;
  }

  private static void weigh(String text, int age, int size, boolean settled, Evidence evidence) {
    for (Cue cue : Cue.values()) {
      @Nullable String words = cue.in(text);
      if (words != null) {
        Phase phase = cue == Cue.DETAILS && !settled ? Phase.PIVOT : cue.phase();
        double fading = phase == Phase.HOOK ? freshness(size) : RECENCY[age];
        evidence.add(phase, cue.weight() * fading, cue.describe(words));
      }
    }
  }

  /** Openings stay openings while the exchange is short, whoever wrote last. */
  private static double freshness(int size) {
    return size <= 2 ? 1 : size == 3 ? 0.6 : size == 4 ? 0.2 : 0;
  }

  private static void lean(Transcript transcript, Evidence evidence) {
    int size = transcript.size();
    switch (size) {
      case 1 -> evidence.add(Phase.HOOK, 0.9, "a single message so far");
      case 2 -> evidence.add(Phase.HOOK, 0.6, "only two messages so far");
      case 3 -> evidence.add(Phase.BRIDGE, 0.4, "a first exchange");
      default -> evidence.add(Phase.BRIDGE, 0.7, "an exchange of " + size + " messages");
    }
    if (size >= 3 && reciprocal(transcript)) {
      evidence.add(Phase.BRIDGE, 0.5, "both sides ask and tell");
    }
  }

  /** Both sides show interest or tell of themselves in what was said last. */
  private static boolean reciprocal(Transcript transcript) {
    Set<Author> open = EnumSet.noneOf(Author.class);
    for (Line line : transcript.tail(RECENCY.length).lines()) {
      String text = normalised(line.text());
      if (Cue.OPEN_QUESTION.in(text) != null
          || Cue.DISCLOSURE.in(text) != null
          || Cue.COMMON_GROUND.in(text) != null) {
        open.add(line.author());
      }
    }
    return open.size() == Author.values().length;
  }

  private static String normalised(String text) {
    String straight = text.replace('’', '\'').replace('‘', '\'').strip();
    if (straight.length() <= LONGEST_TEXT) {
      return straight;
    }
    int half = LONGEST_TEXT / 2;
    return straight.substring(0, half) + "\n" + straight.substring(straight.length() - half);
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
