package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.ocr.UnreadableImage.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Reads one screenshot: decodes it, finds the bubbles, reads their lines. */
final class ScreenshotReader {

  private static final int DOUBTFUL = 35;

  private final LanguageReader reader;
  private final Deadline deadline;

  ScreenshotReader(LanguageReader reader, Deadline deadline) {
    this.reader = reader;
    this.deadline = deadline;
  }

  List<Line> read(Screenshot image) {
    Raster raster = ImageDecoder.decode(image);
    deadline.check();
    BubbleFinder.Conversation conversation = new BubbleFinder(raster).find();
    deadline.check();
    MessageLines messages = new MessageLines(conversation.bubbles(), conversation.letter());
    List<LineImage> images = new ArrayList<>();
    List<Bubble> owners = new ArrayList<>();
    for (Bubble bubble : conversation.bubbles()) {
      for (TextLine line : messages.of(bubble)) {
        images.add(LineImage.of(line, bubble.sheet().ink(), conversation.letter()));
        owners.add(bubble);
      }
    }
    List<Line> lines = join(owners, reader.read(images, deadline));
    if (lines.isEmpty()) {
      throw new UnreadableImage(Reason.NO_CONVERSATION);
    }
    return List.copyOf(lines);
  }

  private static List<Line> join(List<Bubble> owners, List<Recogniser.Reading> readings) {
    Map<Bubble, StringJoiner> messages = new LinkedHashMap<>();
    for (int i = 0; i < readings.size(); i++) {
      Recogniser.Reading reading = readings.get(i);
      if (reading.confidence() >= DOUBTFUL && !reading.text().isEmpty()) {
        messages
            .computeIfAbsent(owners.get(i), bubble -> new StringJoiner(" "))
            .add(Spelling.tidy(reading.text()));
      }
    }
    List<Line> lines = new ArrayList<>();
    messages.forEach((bubble, text) -> lines.add(new Line(bubble.author(), text.toString())));
    return lines;
  }
}
