package dev.repartee.coach.ocr;

import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.transcript.Line;
import java.util.List;

/** Reads screenshots with the engine the configuration names. */
public interface ScreenshotReader {

  List<Line> read(Screenshot image, Asker asker) throws OcrException;
}
