package dev.repartee.coach.ocr;

import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixConvertTo32;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixReadMem;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;
import static org.bytedeco.leptonica.global.leptonica.pixScaleToSize;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import dev.repartee.coach.ocr.UnreadableImage.Reason;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;
import org.jspecify.annotations.Nullable;

/** Turns a file into pixels with Leptonica, which reads all three formats the same way. */
final class ImageDecoder {

  /** Text of a wider phone screenshot is no easier to read, only slower. */
  private static final int MAX_WIDTH = 1440;

  /** Three screens of the largest phones. A longer image is made smaller, as memory is bounded. */
  private static final double MAX_PIXELS = 12_000_000;

  private static final int MOST_REDUCTION = 8;

  static {
    setMsgSeverity(L_SEVERITY_NONE);
  }

  private ImageDecoder() {}

  /** The pixels, which the caller closes. */
  static Raster decode(Screenshot image) {
    byte[] file = image.shared();
    double scale = scale(image.width(), image.height());
    PIX pix;
    try (BytePointer bytes = new BytePointer(file)) {
      pix = read(bytes, file.length, image.contentType(), scale);
    }
    if (pix != null && pix.d() == 32 && pix.spp() == 4) {
      Raster.removeAlpha(pix);
    }
    if (pix != null && pix.d() < 8) {
      pix = then(pix, pixConvertTo32(pix));
    }
    int width = (int) Math.round(image.width() * scale);
    if (pix != null && pix.w() > width) {
      pix = then(pix, pixScaleToSize(pix, width, 0));
    }
    if (pix != null && pix.d() != 32) {
      pix = then(pix, pixConvertTo32(pix));
    }
    if (pix == null) {
      throw new UnreadableImage(Reason.BROKEN);
    }
    return new Raster(pix);
  }

  /** How much smaller an image is made, 1 for not at all. */
  static double scale(int width, int height) {
    double area = Math.sqrt(MAX_PIXELS / ((double) width * height));
    return Math.min(1, Math.min(MAX_WIDTH / (double) width, area));
  }

  /**
   * A JPEG that will be made smaller is decoded to half its size or less, with as little memory.
   */
  private static @Nullable PIX read(BytePointer bytes, int length, String type, double scale) {
    int reduction = 1;
    while (reduction < MOST_REDUCTION && scale * reduction * 2 <= 1) {
      reduction *= 2;
    }
    if (reduction == 1 || !type.equals("image/jpeg")) {
      return pixReadMem(bytes, length);
    }
    IntPointer noWarnings = null;
    return pixReadMemJpeg(bytes, length, 0, reduction, noWarnings, 0);
  }

  /** Frees a step's input. Only for steps that make a new image: Leptonica counts references. */
  private static @Nullable PIX then(PIX before, @Nullable PIX after) {
    pixDestroy(before);
    return after;
  }
}
