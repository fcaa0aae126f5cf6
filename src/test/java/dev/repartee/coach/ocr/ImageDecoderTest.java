package dev.repartee.coach.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  @Test
  void keepsTheSizeOfAnOrdinaryScreenshot() {
    try (Raster raster = ImageDecoder.decode(Screenshot.of(Fixture.bytes("s01.png")))) {
      assertEquals(1170, raster.width());
      assertEquals(2532, raster.height());
    }
  }

  @Test
  void makesAWideImageAsWideAsIsUseful() throws IOException {
    for (String format : new String[] {"png", "jpg"}) {
      BufferedImage wide = filled(6000, 3000, BufferedImage.TYPE_INT_RGB, new Color(0x336699));
      try (Raster raster = ImageDecoder.decode(Screenshot.of(file(wide, format)))) {
        assertEquals(1440, raster.width());
        assertEquals(720, raster.height());
        assertTrue(Raster.difference(0x336699, raster.at(700, 300)) <= 3);
      }
    }
  }

  @Test
  void makesALongImageSmallEnoughForItsMemoryToBeBounded() throws IOException {
    BufferedImage tall = filled(1440, 27_777, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE);
    try (Raster raster = ImageDecoder.decode(Screenshot.of(file(tall, "png")))) {
      assertTrue(raster.size() <= 12_010_000, () -> raster.size() + " pixels");
      assertEquals(1440 / 27_777.0, raster.width() / (double) raster.height(), 0.0001);
      assertEquals(0xFFFFFF, raster.at(10, 10));
    }
  }

  @Test
  void putsWhatIsTransparentOnWhite() throws IOException {
    BufferedImage glass =
        filled(200, 200, BufferedImage.TYPE_INT_ARGB, new Color(200, 0, 100, 128));
    try (Raster raster = ImageDecoder.decode(Screenshot.of(file(glass, "png")))) {
      assertTrue(Raster.difference(0xE37FB1, raster.at(50, 50)) <= 2);
    }
  }

  @Test
  void aClosedRasterHasNoPixels() {
    Raster raster = ImageDecoder.decode(Screenshot.of(Fixture.bytes("s02.png")));
    raster.close();
    raster.close();

    assertThrows(IndexOutOfBoundsException.class, () -> raster.at(0, 0));
  }

  /** The pixels are not on the heap, and what is known of each takes a few bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"s01.png", "s07.png", "c01-jpg60.jpg"})
  void findingBubblesTakesFewBytesOfTheHeapForAPixel(String file) {
    Screenshot image = Screenshot.of(Fixture.bytes(file));
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    try (Raster raster = ImageDecoder.decode(image)) {
      assertFalse(new BubbleFinder(raster).find().bubbles().isEmpty());
    }
    long allocated = threads.getThreadAllocatedBytes(self) - before;
    long pixels = (long) image.width() * image.height();

    assertTrue(allocated < pixels * 8, () -> allocated / (double) pixels + " bytes a pixel");
  }

  private static BufferedImage filled(int width, int height, int type, Color colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return image;
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }
}
