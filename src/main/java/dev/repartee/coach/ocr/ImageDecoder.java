package dev.repartee.coach.ocr;

import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixConvertTo32;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixReadMem;
import static org.bytedeco.leptonica.global.leptonica.pixRemoveAlpha;
import static org.bytedeco.leptonica.global.leptonica.pixScaleToSize;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import dev.repartee.coach.ocr.UnreadableImage.Reason;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.leptonica.PIX;
import org.jspecify.annotations.Nullable;

/** Turns a file into pixels with Leptonica, which reads all three formats the same way. */
final class ImageDecoder {

  /** Text of a wider phone screenshot is no easier to read, only slower. */
  private static final int MAX_WIDTH = 1440;

  static {
    setMsgSeverity(L_SEVERITY_NONE);
  }

  private ImageDecoder() {}

  static Raster decode(Screenshot image) {
    byte[] file = image.shared();
    try (BytePointer bytes = new BytePointer(file)) {
      PIX pix = pixReadMem(bytes, file.length);
      if (pix != null && pix.spp() == 4) {
        pix = then(pix, pixRemoveAlpha(pix));
      }
      if (pix != null && pix.d() != 32) {
        pix = then(pix, pixConvertTo32(pix));
      }
      if (pix != null && pix.w() > MAX_WIDTH) {
        pix = then(pix, pixScaleToSize(pix, MAX_WIDTH, 0));
      }
      if (pix == null) {
        throw new UnreadableImage(Reason.BROKEN);
      }
      try {
        return copy(pix);
      } finally {
        pixDestroy(pix);
      }
    }
  }

  /** Frees a step's input. Only for steps that make a new image: Leptonica counts references. */
  private static @Nullable PIX then(PIX before, @Nullable PIX after) {
    pixDestroy(before);
    return after;
  }

  /** Leptonica keeps a pixel as {@code 0xRRGGBBAA} in a machine word. */
  private static Raster copy(PIX pix) {
    int width = pix.w();
    int height = pix.h();
    int stride = pix.wpl();
    int[] pixels = new int[width * height];
    if (stride == width) {
      pix.data().get(pixels);
    } else {
      for (int y = 0; y < height; y++) {
        pix.data().position((long) y * stride).get(pixels, y * width, width);
      }
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] >>>= 8;
    }
    return new Raster(width, height, pixels);
  }
}
