package dev.repartee.coach.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.Person;
import dev.repartee.testing.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.provider.Arguments;

/** A member of a running server who sends what is no good. */
abstract class BadInputFixture {

  final TestServer server = TestServer.shared();
  final Person ann = Person.at(server);
  final ApiClient api = ann.api();

  static Stream<Arguments> picturesNobodyCanRead() {
    byte[] png = Person.smallScreenshot();
    byte[] damaged = png.clone();
    Arrays.fill(damaged, 1000, 3000, (byte) 0);
    byte[] gif =
        Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    return Stream.of(
        Arguments.of("a GIF that says it is a PNG", gif, "unsupported_type"),
        Arguments.of("a script", bytes("<script>alert(1)</script>"), "unsupported_type"),
        Arguments.of("one byte", new byte[1], "unsupported_type"),
        Arguments.of("half a picture", Arrays.copyOf(png, png.length / 2), "broken"),
        Arguments.of("only a signature", Arrays.copyOf(png, 8), "broken"),
        Arguments.of("damaged data", damaged, "broken"),
        Arguments.of("a pixel bomb", pngOf(60_000, 60_000), "too_many_pixels"),
        Arguments.of("more pixels than an int", pngOf(0x7fffffff, 0x7fffffff), "too_many_pixels"),
        Arguments.of("one pixel", pngOf(1, 1), "too_small"),
        Arguments.of("a blank picture", blank(), "no_conversation"));
  }

  /** The storage may cut the connection before everything is sent: that is a refusal too. */
  static int putLarge(JsonNode grant) {
    try {
      return Person.put(grant, "image/png", new byte[11 * 1024 * 1024]);
    } catch (UncheckedIOException e) {
      return 403;
    }
  }

  Answer confirm(String id, Object lines) {
    return api.post(Person.path(id) + "/confirm-ocr", Map.of("ocrResult", lines));
  }

  static Map<String, String> line(String text, String author) {
    return Map.of("text", text, "author", author);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] blank() {
    BufferedImage image = new BufferedImage(400, 600, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A well-formed PNG of this size, whose one data chunk holds next to nothing. */
  static byte[] pngOf(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put((byte) 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeBytes(chunk("IHDR", header.array()));
    out.writeBytes(chunk("IDAT", new byte[] {0x78, (byte) 0x9c, 0x63, 0, 0, 0, 1, 0, 1}));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }
}
