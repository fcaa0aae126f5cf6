package dev.repartee.coach.ocr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.coach.ocr.UnreadableImage.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenshotTest {

  @ParameterizedTest
  @CsvSource({
    "s01.png, image/png, 1170, 2532",
    "s10.jpg, image/jpeg, 824, 1784",
    "c06-webp80.webp, image/webp, 824, 1830"
  })
  void tellsTypeAndSizeFromTheBytes(String file, String type, int width, int height) {
    Screenshot image = Screenshot.of(Fixture.bytes(file));

    assertEquals(type, image.contentType());
    assertEquals(width, image.width());
    assertEquals(height, image.height());
  }

  @Test
  void handsOutACopyOfTheBytes() {
    byte[] bytes = Fixture.bytes("s02.png");
    Screenshot image = Screenshot.of(bytes.clone());

    Arrays.fill(image.bytes(), (byte) 0);

    assertArrayEquals(bytes, image.bytes());
  }

  @Test
  void refusesAnEmptyFile() {
    assertRefused(Reason.EMPTY, new byte[0]);
  }

  @Test
  void refusesMoreThanTenMegabytes() {
    byte[] large = Arrays.copyOf(Fixture.bytes("s01.png"), 11 * 1024 * 1024);

    assertRefused(Reason.TOO_LARGE, large);
  }

  @Test
  void acceptsTenMegabytesExactly() {
    byte[] largest = Arrays.copyOf(Fixture.bytes("s01.png"), Screenshot.MAX_BYTES);

    assertEquals(1170, Screenshot.of(largest).width());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GIF89a and so on",
        "%PDF-1.7 ",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "BM bitmap",
        "RIFF\0\0\0\0WAVEfmt ",
        "PNG",
        "\0",
        "II*\0 tiff",
        "just a text that calls itself chat.png"
      })
  void refusesWhatIsNoPngJpegOrWebp(String content) {
    assertRefused(Reason.UNSUPPORTED_TYPE, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void refusesAPngBombByItsHeader() {
    assertRefused(Reason.TOO_MANY_PIXELS, png(50_000, 50_000));
    assertRefused(Reason.TOO_MANY_PIXELS, png(Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertRefused(Reason.TOO_MANY_PIXELS, png(8_001, 5_000));
  }

  @Test
  void refusesAJpegBombByItsHeader() {
    assertRefused(Reason.TOO_MANY_PIXELS, jpeg(65_535, 65_535));
  }

  @Test
  void refusesEveryKindOfWebpBombByItsHeader() {
    assertRefused(Reason.TOO_MANY_PIXELS, lossyWebp(16_383, 16_383));
    assertRefused(Reason.TOO_MANY_PIXELS, losslessWebp(16_384, 16_384));
    assertRefused(Reason.TOO_MANY_PIXELS, extendedWebp(1 << 24, 1 << 24));
  }

  @Test
  void refusesSizesThatCanNotBe() {
    assertRefused(Reason.BROKEN, png(0, 100));
    assertRefused(Reason.BROKEN, png(-1, 100));
  }

  @Test
  void refusesAnImageTooSmallToRead() {
    assertRefused(Reason.TOO_SMALL, png(Screenshot.MIN_SIDE - 1, 800));
    assertRefused(Reason.TOO_SMALL, png(800, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s02.png", "s10.jpg", "c06-webp80.webp"})
  void refusesAFileThatIsCutOffAnywhere(String file) {
    byte[] whole = Fixture.bytes(file);
    for (int length : new int[] {15, 20, 28, 40, whole.length / 2, whole.length - 3}) {
      assertRefused(Reason.BROKEN, Arrays.copyOf(whole, length));
    }
  }

  private static void assertRefused(Reason reason, byte[] bytes) {
    UnreadableImage refusal =
        assertThrows(UnreadableImage.class, () -> Screenshot.of(bytes), reason::name);
    assertEquals(reason, refusal.reason());
  }

  private static byte[] png(int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(8 + 25 + 12 + 12);
    file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    file.putInt(13).put(ascii("IHDR")).putInt(width).putInt(height);
    file.put(new byte[] {8, 2, 0, 0, 0}).putInt(0);
    file.putInt(0).put(ascii("IDAT")).putInt(0);
    file.putInt(0).put(ascii("IEND")).putInt(0);
    return file.array();
  }

  private static byte[] jpeg(int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(64);
    file.putShort((short) 0xFFD8).putShort((short) 0xFFC0).putShort((short) 17).put((byte) 8);
    file.putShort((short) height).putShort((short) width);
    return file.array();
  }

  private static ByteBuffer webp(String chunk) {
    ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    return file.put(ascii("RIFF")).putInt(56).put(ascii("WEBP")).put(ascii(chunk)).putInt(44);
  }

  private static byte[] lossyWebp(int width, int height) {
    ByteBuffer file = webp("VP8 ").put(new byte[] {0, 0, 0, (byte) 0x9D, 1, 0x2A});
    return file.putShort((short) width).putShort((short) height).array();
  }

  private static byte[] losslessWebp(int width, int height) {
    return webp("VP8L").put((byte) 0x2F).putInt(width - 1 | height - 1 << 14).array();
  }

  private static byte[] extendedWebp(int width, int height) {
    ByteBuffer file = webp("VP8X").putInt(0);
    file.put((byte) (width - 1)).put((byte) (width - 1 >> 8)).put((byte) (width - 1 >> 16));
    file.put((byte) (height - 1)).put((byte) (height - 1 >> 8)).put((byte) (height - 1 >> 16));
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
