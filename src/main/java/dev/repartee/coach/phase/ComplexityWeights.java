package dev.repartee.coach.phase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much each property of a transcript counts toward its complexity. Each weight is between 0 and
 * 1, and together they are 1.
 *
 * @param ambiguity how unsure the rules were
 * @param unfamiliarity how many of the newest messages the rules could make nothing of
 * @param turbulence how often the phase changed over the newest messages
 * @param emotion how much feeling the newest messages show
 * @param length how long the conversation is
 */
public record ComplexityWeights(
    double ambiguity, double unfamiliarity, double turbulence, double emotion, double length) {

  /** What is used when nothing is configured. */
  public static final ComplexityWeights DEFAULT =
      new ComplexityWeights(0.40, 0.20, 0.15, 0.15, 0.10);

  private static final double TOLERANCE = 1e-6;

  /**
   * Checks all weights at once.
   *
   * @throws IllegalArgumentException naming every weight that is out of range, and the sum if wrong
   */
  public ComplexityWeights {
    List<String> problems = new ArrayList<>();
    check("ambiguity", ambiguity, problems);
    check("unfamiliarity", unfamiliarity, problems);
    check("turbulence", turbulence, problems);
    check("emotion", emotion, problems);
    check("length", length, problems);
    double sum = ambiguity + unfamiliarity + turbulence + emotion + length;
    if (!(Math.abs(sum - 1) <= TOLERANCE)) {
      problems.add(String.format(Locale.ROOT, "the weights must sum to 1, not %.6g", sum));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /**
   * Weights as {@link #toString} writes them.
   *
   * @throws IllegalArgumentException when they are not five numbers or do not go together
   */
  static ComplexityWeights parse(String text) {
    double[] numbers =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .mapToDouble(Double::parseDouble)
            .toArray();
    if (numbers.length != 5) {
      throw new IllegalArgumentException("five weights are needed");
    }
    return new ComplexityWeights(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  /** The weights as a comma-separated list, in the order of the components. */
  @Override
  public String toString() {
    return ambiguity + "," + unfamiliarity + "," + turbulence + "," + emotion + "," + length;
  }

  private static void check(String name, double weight, List<String> problems) {
    if (!(weight >= 0 && weight <= 1)) {
      problems.add(name + " must be between 0 and 1, not " + weight);
    }
  }
}
