package dev.repartee.foundation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace(16);

  private void run(int times, Duration each) {
    for (int i = 0; i < times; i++) {
      pace.ran(each);
    }
  }

  @Test
  void fetchesNothingAheadBeforeItKnows() {
    assertEquals(0, pace.ahead());
  }

  @Test
  void fetchesFarAheadForWhatIsDoneAtOnce() {
    run(300, Duration.ofNanos(20_000));
    assertEquals(512, pace.ahead());
  }

  @Test
  void fewHandsFetchLess() {
    Pace one = new Pace(1);
    for (int i = 0; i < 300; i++) {
      one.ran(Duration.ofNanos(20_000));
    }
    assertEquals(64, one.ahead());
  }

  @Test
  void fetchesNothingAheadForWhatIsSlow() {
    run(300, Duration.ofSeconds(5));
    assertEquals(0, pace.ahead());
  }

  @Test
  void noticesAtOnceThatJobsHaveBecomeSlow() {
    run(300, Duration.ofNanos(20_000));
    run(1, Duration.ofSeconds(10));
    assertEquals(0, pace.ahead());
  }

  @Test
  void fetchesNothingAfterWhatWasFetchedHasWaitedInVain() {
    run(300, Duration.ofNanos(20_000));
    pace.stalled();
    assertEquals(0, pace.ahead());
    run(300, Duration.ofNanos(20_000));
    assertTrue(pace.ahead() > 0);
  }
}
