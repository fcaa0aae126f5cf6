package dev.repartee.coach.ocr;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn for the tests that are no conversations. */
final class Drawings {

  private Drawings() {}

  static List<BufferedImage> withoutChat() {
    return List.of(blank(), noise(), page(), landscape());
  }

  private static BufferedImage canvas(Color colour) {
    BufferedImage image = new BufferedImage(720, 1280, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    pen.dispose();
    return image;
  }

  private static BufferedImage blank() {
    return canvas(Color.WHITE);
  }

  private static BufferedImage noise() {
    BufferedImage image = canvas(Color.BLACK);
    Random random = new Random(5);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  /** Rows of strokes like print, without a bubble. */
  private static BufferedImage page() {
    BufferedImage image = canvas(Color.WHITE);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.BLACK);
    Random random = new Random(7);
    for (int y = 80; y < 1200; y += 40) {
      for (int x = 60; x < 640; x += 14 + random.nextInt(9)) {
        pen.drawRect(x, y, 6 + random.nextInt(4), 18);
      }
    }
    pen.dispose();
    return image;
  }

  private static BufferedImage landscape() {
    BufferedImage image = canvas(new Color(0x79B6E8));
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(0x5A8F4E));
    pen.fillPolygon(new int[] {0, 400, 720, 720, 0}, new int[] {900, 600, 850, 1280, 1280}, 5);
    pen.setColor(new Color(0xFFE28A));
    pen.fillOval(500, 120, 120, 120);
    pen.dispose();
    return image;
  }

  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
