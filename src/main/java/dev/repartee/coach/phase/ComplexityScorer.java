package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides whether a reading by {@link PhaseRules} is worth a second look by a provider. */
public final class ComplexityScorer {

  /**
   * What is used when nothing is configured: about one in seven everyday transcripts lies above.
   */
  public static final double DEFAULT_THRESHOLD = 0.35;

  /** From this many messages on a conversation counts as fully long. */
  private static final int LONG = 40;

  /** How many of the newest messages are looked at. */
  private static final int NEWEST = 6;

  /** How many earlier states are compared with the present one. */
  private static final int STEPS_BACK = 3;

  private static final double FULL_EMOTION = 3;

  private static final Pattern EMOTION =
      Pattern.compile(
          "\\b(?:sorry|sad|angry|annoyed|hurt|cry|cried|afraid|scared|love|hate|miss(?:ed)?|alone|lonely|"
              + "upset|worried|disappointed|furious|jealous|ashamed|guilty|traurig|w[üu]tend|triste|"
              + "f[âa]ch[ée]|enfadad[oa]|arrabbiat[oa]|chatead[oa])\\b|!{2,}|\\?!|\\p{Lu}{4,}|[😀-🙏💔❤]",
          Pattern.UNICODE_CASE);

  private final PhaseRules rules;
  private final ComplexityWeights weights;
  private final double threshold;

  /**
   * A scorer with its settings.
   *
   * @param threshold 0 to 1; at 0 everything is refined
   * @throws IllegalArgumentException when the threshold is out of range
   */
  public ComplexityScorer(PhaseRules rules, ComplexityWeights weights, double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be between 0 and 1, not " + threshold);
    }
    this.rules = rules;
    this.weights = weights;
    this.threshold = threshold;
  }

  /** Whether a provider should refine this reading of this transcript; an empty one never. */
  public boolean wantsRefinement(Transcript transcript, PhaseReading reading) {
    return !transcript.isEmpty() && score(transcript, reading) >= threshold;
  }

  /** How complex a transcript is, 0 to 1. */
  public double score(Transcript transcript, PhaseReading reading) {
    List<Line> newest = transcript.tail(NEWEST).lines();
    double score =
        weights.ambiguity() * (1 - reading.confidence())
            + weights.unfamiliarity() * unfamiliarity(newest)
            + weights.turbulence() * turbulence(transcript, reading.phase())
            + weights.emotion() * emotion(newest)
            + weights.length() * Math.min(1.0, (double) transcript.size() / LONG);
    return Math.min(1, Math.max(0, score));
  }

  private static double unfamiliarity(List<Line> newest) {
    long unknown = newest.stream().filter(line -> !PhaseRules.recognises(line.text())).count();
    return newest.isEmpty() ? 0 : (double) unknown / newest.size();
  }

  private double turbulence(Transcript transcript, Phase now) {
    Set<Phase> seen = EnumSet.of(now);
    for (int back = 1; back <= STEPS_BACK && back < transcript.size(); back++) {
      List<Line> lines = transcript.lines();
      seen.add(rules.read(new Transcript(lines.subList(0, lines.size() - back))).phase());
    }
    return (seen.size() - 1.0) / STEPS_BACK;
  }

  private static double emotion(List<Line> newest) {
    long signs = newest.stream().filter(line -> EMOTION.matcher(line.text()).find()).count();
    return Math.min(1, signs / FULL_EMOTION);
  }
}
