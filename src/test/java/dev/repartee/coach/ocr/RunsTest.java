package dev.repartee.coach.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {

  @Test
  void joinsWhatTouchesAcrossRows() {
    FlatRegions areas =
        areas(
            1, "##..##", //
            "#....#", "######", "......", "..##..");

    assertEquals(List.of(new Box(0, 0, 5, 2), new Box(2, 4, 3, 4)), boxes(areas));
    assertEquals(List.of(12, 2), areas.regions().stream().map(FlatRegions.Region::area).toList());
    assertEquals(areas.labels()[0], areas.labels()[5], "both arms of the bow are one area");
    assertEquals(0, areas.labels()[2]);
  }

  @Test
  void joinsAreasThatMeetLateInAllTheirRows() {
    FlatRegions areas =
        areas(
            1, "#.#.#.#", //
            "#.#.#.#", "#.###.#", "#.....#", "#######");

    assertEquals(List.of(new Box(0, 0, 6, 4), new Box(2, 0, 4, 2)), boxes(areas));
  }

  @Test
  void cornersDoNotTouch() {
    FlatRegions areas =
        areas(
            1, "##..", //
            "..##");

    assertEquals(2, areas.regions().size());
  }

  @Test
  void theEndOfARowIsNotBesideTheStartOfTheNext() {
    FlatRegions areas =
        areas(
            1, "...#", //
            "#...");

    assertEquals(2, areas.regions().size());
  }

  @Test
  void leavesOutWhatIsTooSmall() {
    FlatRegions areas =
        areas(
            4, "##.#", //
            "##..", "...#");

    assertEquals(List.of(new Box(0, 0, 1, 1)), boxes(areas));
    assertEquals(0, areas.labels()[3]);
  }

  @Test
  void givesUpOnMoreAreasThanItCanNumber() {
    Runs runs = new Runs(1024);
    for (int y = 0; y < 256; y++) {
      boolean[] row = new boolean[1024];
      for (int x = y % 2; x < row.length; x += 2) {
        row[x] = true;
      }
      runs.add(row);
    }

    assertTrue(runs.areas(1, 1, 1).regions().isEmpty());
  }

  private static FlatRegions areas(int minArea, String... rows) {
    Runs runs = new Runs(rows[0].length());
    for (String row : rows) {
      boolean[] marked = new boolean[row.length()];
      for (int x = 0; x < marked.length; x++) {
        marked[x] = row.charAt(x) == '#';
      }
      runs.add(marked);
    }
    return runs.areas(1, 1, minArea);
  }

  private static List<Box> boxes(FlatRegions areas) {
    return areas.regions().stream().map(FlatRegions.Region::box).toList();
  }
}
