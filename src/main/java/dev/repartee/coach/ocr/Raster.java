package dev.repartee.coach.ocr;

import static org.bytedeco.leptonica.global.leptonica.pixCopy;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;

import java.nio.IntBuffer;
import java.util.Objects;
import org.bytedeco.leptonica.PIX;

/**
 * Decoded pixels, {@code 0x00RRGGBB}, row by row. They stay in the native memory they were decoded
 * into, which {@link #close} frees; a closed raster has no pixels.
 */
final class Raster implements AutoCloseable {

  private static final IntBuffer NONE = IntBuffer.allocate(0);

  private final int width;
  private final int height;
  private final PIX pix;

  /** Leptonica keeps a pixel as {@code 0xRRGGBBAA} in a machine word. */
  private IntBuffer words;

  /** Takes the image, which must have 32 bits a pixel, as its own. */
  Raster(PIX pix) {
    this.pix = pix;
    this.width = pix.w();
    this.height = pix.h();
    this.words = words(pix);
  }

  private static IntBuffer words(PIX pix) {
    return pix.data().capacity((long) pix.w() * pix.h()).asBuffer();
  }

  /** Puts what is transparent in an image with 32 bits a pixel on white. */
  static void removeAlpha(PIX pix) {
    IntBuffer words = words(pix);
    for (int i = 0; i < words.limit(); i++) {
      int word = words.get(i);
      int alpha = word & 0xFF;
      if (alpha < 255) {
        int red = blend(word >>> 24, alpha);
        int green = blend(word >> 16 & 0xFF, alpha);
        int blue = blend(word >> 8 & 0xFF, alpha);
        words.put(i, red << 24 | green << 16 | blue << 8 | 0xFF);
      }
    }
    pix.spp(3);
  }

  private static int blend(int colour, int alpha) {
    return (colour * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int size() {
    return width * height;
  }

  int at(int x, int y) {
    return words.get(y * width + x) >>> 8;
  }

  /** The pixel at a place counted row by row. */
  int at(int index) {
    return words.get(index) >>> 8;
  }

  void set(int index, int colour) {
    words.put(index, colour << 8);
  }

  /** Copies a row. */
  void row(int y, int[] into) {
    words.get(y * width, into, 0, width);
    for (int x = 0; x < width; x++) {
      into[x] >>>= 8;
    }
  }

  /** An image of the same pixels that is to be closed on its own. */
  Raster copy() {
    return new Raster(Objects.requireNonNull(pixCopy(null, pix), "no memory for an image"));
  }

  @Override
  public void close() {
    if (words != NONE) {
      words = NONE;
      pixDestroy(pix);
    }
  }

  /** The largest difference of two colours in one channel, 0 to 255. */
  static int difference(int a, int b) {
    int red = Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF));
    int green = Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF));
    int blue = Math.abs((a & 0xFF) - (b & 0xFF));
    return Math.max(red, Math.max(green, blue));
  }
}
