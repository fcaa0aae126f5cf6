package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Line;
import java.util.List;

/** Something that reads the messages off a chat screenshot. */
public interface OcrEngine {

  /** The engine's name in metrics, logs and API answers, for example {@code tesseract}. */
  String name();

  /**
   * Reads the messages, oldest first. Clock times, receipts, the status bar, the header, the input
   * box, emoji, quotes and photos are not messages.
   *
   * @return at least one line
   * @throws UnreadableImage when the image is at fault: trying it again can not help
   * @throws OcrException when the engine is at fault: trying it again may help
   */
  List<Line> read(Screenshot image) throws OcrException;
}
