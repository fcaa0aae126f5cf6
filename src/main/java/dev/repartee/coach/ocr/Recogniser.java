package dev.repartee.coach.ocr;

import static org.bytedeco.tesseract.global.tesseract.OEM_LSTM_ONLY;
import static org.bytedeco.tesseract.global.tesseract.PSM_SINGLE_LINE;
import static org.bytedeco.tesseract.global.tesseract.TessDeleteText;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tesseract.ETEXT_DESC;
import org.bytedeco.tesseract.TessBaseAPI;

/** Tesseract, loaded with one language. Not safe for use by several threads. */
final class Recogniser implements AutoCloseable {

  private final TessBaseAPI api = new TessBaseAPI();
  private final ETEXT_DESC monitor = new ETEXT_DESC();

  Recogniser(String language, byte[] data) {
    try (BytePointer bytes = new BytePointer(data);
        BytePointer name = new BytePointer(language, StandardCharsets.US_ASCII);
        PointerPointer<BytePointer> noConfigs = new PointerPointer<>()) {
      int failed =
          api.Init(bytes, data.length, name, OEM_LSTM_ONLY, noConfigs, 0, null, null, false, null);
      if (failed != 0) {
        close();
        throw new IllegalStateException("the data for the language " + language + " is damaged");
      }
    }
    api.SetPageSegMode(PSM_SINGLE_LINE);
  }

  /** What a line says, and how sure that is, 0 to 100. */
  record Reading(String text, int confidence) {}

  Reading read(LineImage line, Deadline deadline) {
    deadline.check();
    try (BytePointer pixels = new BytePointer(line.grey())) {
      api.SetImage(pixels, line.width(), line.height(), 1, line.width());
      api.SetSourceResolution(300);
      monitor.set_deadline_msecs((int) Math.min(Integer.MAX_VALUE, deadline.left().toMillis() + 1));
      api.Recognize(monitor);
      deadline.check();
      BytePointer text = api.GetUTF8Text();
      if (text == null) {
        return new Reading("", 0);
      }
      String said = text.getString(StandardCharsets.UTF_8);
      TessDeleteText(text);
      return new Reading(said.strip(), api.MeanTextConf());
    } finally {
      api.Clear();
    }
  }

  @Override
  public void close() {
    monitor.close();
    api.End();
    api.close();
  }
}
