package dev.repartee.coach.ocr;

/** The fill of a plate where text covers it: a coarse grid of its visible parts, interpolated. */
final class FillModel {

  private static final int CELL = 16;

  private final int columns;
  private final int rows;
  private final double[][] grid;

  private FillModel(int columns, int rows, double[][] grid) {
    this.columns = columns;
    this.rows = rows;
    this.grid = grid;
  }

  static FillModel of(Raster image, Cutout cutout) {
    Box box = cutout.plate().box();
    int columns = (box.width() + CELL - 1) / CELL;
    int rows = (box.height() + CELL - 1) / CELL;
    double[][] sums = new double[4][columns * rows];
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        if (cutout.isSmooth(y * box.width() + x)) {
          int pixel = image.at(box.left() + x, box.top() + y);
          int cell = y / CELL * columns + x / CELL;
          sums[0][cell] += pixel >> 16 & 0xFF;
          sums[1][cell] += pixel >> 8 & 0xFF;
          sums[2][cell] += pixel & 0xFF;
          sums[3][cell]++;
        }
      }
    }
    for (int cell = 0; cell < columns * rows; cell++) {
      for (int c = 0; c < 3 && sums[3][cell] > 0; c++) {
        sums[c][cell] /= sums[3][cell];
      }
    }
    spread(sums, columns, rows);
    return new FillModel(columns, rows, sums);
  }

  /** Gives every empty cell the mean of its known neighbours, ring by ring. */
  private static void spread(double[][] sums, int columns, int rows) {
    boolean missing = true;
    while (missing) {
      missing = false;
      double[] known = sums[3].clone();
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          int cell = row * columns + column;
          if (known[cell] > 0) {
            continue;
          }
          missing = true;
          double[] total = new double[4];
          for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
              int near = r * columns + c;
              if (known[near] > 0) {
                for (int channel = 0; channel < 3; channel++) {
                  total[channel] += sums[channel][near];
                }
                total[3]++;
              }
            }
          }
          if (total[3] > 0) {
            for (int channel = 0; channel < 3; channel++) {
              sums[channel][cell] = total[channel] / total[3];
            }
            sums[3][cell] = 1;
          }
        }
      }
    }
    java.util.Arrays.fill(sums[3], 1);
  }

  /** The fill at a place of the plate, {@code 0x00RRGGBB}. */
  int at(int x, int y) {
    double column = Math.max(0, Math.min(columns - 1.0, (x + 0.5) / CELL - 0.5));
    double row = Math.max(0, Math.min(rows - 1.0, (y + 0.5) / CELL - 0.5));
    int c = Math.min(columns - 1, (int) column);
    int r = Math.min(rows - 1, (int) row);
    int c1 = Math.min(columns - 1, c + 1);
    int r1 = Math.min(rows - 1, r + 1);
    double fx = column - c;
    double fy = row - r;
    int colour = 0;
    for (int channel = 0; channel < 3; channel++) {
      double[] values = grid[channel];
      double upper = values[r * columns + c] * (1 - fx) + values[r * columns + c1] * fx;
      double lower = values[r1 * columns + c] * (1 - fx) + values[r1 * columns + c1] * fx;
      colour = colour << 8 | (int) Math.round(upper * (1 - fy) + lower * fy);
    }
    return colour;
  }
}
