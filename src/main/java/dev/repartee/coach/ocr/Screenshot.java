package dev.repartee.coach.ocr;

import dev.repartee.coach.ocr.UnreadableImage.Reason;

/**
 * An image that is worth decoding: its type and size are taken from its bytes, never from a name or
 * a declared type, and nothing is decoded to find out.
 */
public final class Screenshot {

  /** The largest file that is accepted, in bytes. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  /** The most pixels that are accepted. */
  public static final long MAX_PIXELS = 40_000_000;

  /** The smallest side, in pixels, on which text can be read. */
  public static final int MIN_SIDE = 120;

  private final byte[] bytes;
  private final ImageHeader header;

  private Screenshot(byte[] bytes, ImageHeader header) {
    this.bytes = bytes;
    this.header = header;
  }

  /**
   * Checks a file. The array is kept, not copied: the caller must not change it afterwards.
   *
   * @throws UnreadableImage when it is empty, too large, not a PNG, JPEG or WebP, cut off, or has
   *     too many or too few pixels
   */
  public static Screenshot of(byte[] bytes) {
    if (bytes.length == 0) {
      throw new UnreadableImage(Reason.EMPTY);
    }
    if (bytes.length > MAX_BYTES) {
      throw new UnreadableImage(Reason.TOO_LARGE);
    }
    ImageHeader header = ImageHeader.read(bytes);
    if (header.width() <= 0 || header.height() <= 0) {
      throw new UnreadableImage(Reason.BROKEN);
    }
    if ((long) header.width() * header.height() > MAX_PIXELS) {
      throw new UnreadableImage(Reason.TOO_MANY_PIXELS);
    }
    if (Math.min(header.width(), header.height()) < MIN_SIDE) {
      throw new UnreadableImage(Reason.TOO_SMALL);
    }
    return new Screenshot(bytes, header);
  }

  /** {@code image/png}, {@code image/jpeg} or {@code image/webp}. */
  public String contentType() {
    return header.contentType();
  }

  /** Width in pixels. */
  public int width() {
    return header.width();
  }

  /** Height in pixels. */
  public int height() {
    return header.height();
  }

  /** The file as it came. A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The file itself, for readers in this room that do not change it. */
  byte[] shared() {
    return bytes;
  }
}
