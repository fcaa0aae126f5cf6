package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkingTest {

  @Test
  void leavesTheStepsThatFailTogether() {
    List<Integer> all = IntStream.range(0, 150).boxed().toList();

    List<Integer> least =
        Shrinking.least(all, steps -> steps.containsAll(List.of(3, 77)) && steps.contains(149));

    assertEquals(List.of(3, 77, 149), least);
  }

  @Test
  void whatFailsWithoutAnyStepHasNone() {
    assertEquals(List.of(), Shrinking.least(List.of(1, 2, 3), steps -> true));
  }
}
