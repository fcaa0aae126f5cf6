package dev.repartee.coach.ocr;

import dev.repartee.coach.ocr.UnreadableImage.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of an image say about it, and whether its container is complete.
 *
 * <p>PNG: W3C PNG, 5.3 and 11.2.1. JPEG: ITU T.81, annex B. WebP: RFC 9649, section 2.
 */
record ImageHeader(String contentType, int width, int height) {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  static ImageHeader read(byte[] file) {
    try {
      if (startsWith(file, PNG)) {
        return png(file, ByteBuffer.wrap(file));
      }
      if (startsWith(file, JPEG)) {
        return jpeg(file, ByteBuffer.wrap(file));
      }
      if (tag(file, 0).equals("RIFF") && tag(file, 8).equals("WEBP")) {
        return webp(file, ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
      }
    } catch (IndexOutOfBoundsException e) {
      throw new UnreadableImage(Reason.BROKEN, e);
    }
    throw new UnreadableImage(Reason.UNSUPPORTED_TYPE);
  }

  private static ImageHeader png(byte[] bytes, ByteBuffer file) {
    require(tag(bytes, 12).equals("IHDR"));
    ImageHeader header = new ImageHeader("image/png", file.getInt(16), file.getInt(20));
    if (tooManyPixels(header)) {
      return header;
    }
    boolean data = false;
    long at = PNG.length;
    while (true) {
      long length = Integer.toUnsignedLong(file.getInt(Math.toIntExact(at)));
      String type = tag(bytes, Math.toIntExact(at + 4));
      long next = at + 12 + length;
      require(next <= bytes.length);
      data |= type.equals("IDAT");
      if (type.equals("IEND")) {
        require(data);
        return header;
      }
      at = next;
    }
  }

  private static ImageHeader jpeg(byte[] bytes, ByteBuffer file) {
    int at = 2;
    @Nullable ImageHeader header = null;
    while (true) {
      require((file.get(at) & 0xFF) == 0xFF);
      int marker = file.get(at + 1) & 0xFF;
      if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      require(marker != 0xD9);
      int length = file.getShort(at + 2) & 0xFFFF;
      require(length >= 2);
      if (isFrame(marker)) {
        int height = file.getShort(at + 5) & 0xFFFF;
        int width = file.getShort(at + 7) & 0xFFFF;
        header = new ImageHeader("image/jpeg", width, height);
        if (tooManyPixels(header)) {
          return header;
        }
      }
      if (marker == 0xDA) {
        if (header == null || !endsWithEndOfImage(bytes, at)) {
          throw new UnreadableImage(Reason.BROKEN);
        }
        return header;
      }
      at += 2 + length;
    }
  }

  /** Frame headers are SOF0 to SOF15, less the three markers of that range with another meaning. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** Cameras append data after the last marker, so the marker is looked for, not expected. */
  private static boolean endsWithEndOfImage(byte[] bytes, int scan) {
    for (int i = bytes.length - 2; i > scan; i--) {
      if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xD9) {
        return true;
      }
    }
    return false;
  }

  private static ImageHeader webp(byte[] bytes, ByteBuffer file) {
    ImageHeader header =
        switch (tag(bytes, 12)) {
          case "VP8 " -> {
            require(file.get(23) == (byte) 0x9D && file.get(24) == 1 && file.get(25) == 0x2A);
            yield webp(file.getShort(26) & 0x3FFF, file.getShort(28) & 0x3FFF);
          }
          case "VP8L" -> {
            require(file.get(20) == 0x2F);
            int packed = file.getInt(21);
            yield webp((packed & 0x3FFF) + 1, (packed >>> 14 & 0x3FFF) + 1);
          }
          case "VP8X" -> webp(threeBytes(file, 24) + 1, threeBytes(file, 27) + 1);
          default -> throw new UnreadableImage(Reason.BROKEN);
        };
    if (!tooManyPixels(header)) {
      require(8 + Integer.toUnsignedLong(file.getInt(4)) <= bytes.length);
    }
    return header;
  }

  private static ImageHeader webp(int width, int height) {
    return new ImageHeader("image/webp", width, height);
  }

  private static int threeBytes(ByteBuffer file, int at) {
    return (file.get(at) & 0xFF) | (file.get(at + 1) & 0xFF) << 8 | (file.get(at + 2) & 0xFF) << 16;
  }

  /** A bomb is named as one even when the file behind its header is cut off. */
  private static boolean tooManyPixels(ImageHeader header) {
    return header.width > 0
        && header.height > 0
        && (long) header.width * header.height > Screenshot.MAX_PIXELS;
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static String tag(byte[] bytes, int at) {
    return at + 4 <= bytes.length ? new String(bytes, at, 4, StandardCharsets.ISO_8859_1) : "";
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new UnreadableImage(Reason.BROKEN);
    }
  }
}
