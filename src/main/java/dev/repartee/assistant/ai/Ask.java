package dev.repartee.assistant.ai;

import org.jspecify.annotations.Nullable;

/**
 * One question to a provider, before it is put into the provider's words.
 *
 * @param purpose what for
 * @param material what to answer from
 * @param image the screenshot, for {@link Purpose#OCR}
 * @param repair the answer that could not be used, when this asks again
 */
record Ask(Purpose purpose, Material material, @Nullable Image image, @Nullable Repair repair) {

  /** An image as it was uploaded. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and copying megabytes has no use
  record Image(byte[] bytes, String contentType) {}

  /** What the provider wrote, and what is wrong with it. */
  record Repair(String answer, String fault) {}

  static Ask of(Purpose purpose, Material material) {
    return new Ask(purpose, material, null, null);
  }

  static Ask toRead(byte[] image, String contentType) {
    return new Ask(Purpose.OCR, Material.none(), new Image(image, contentType), null);
  }

  Ask again(String answer, String fault) {
    return new Ask(purpose, material, image, new Repair(answer, fault));
  }
}
