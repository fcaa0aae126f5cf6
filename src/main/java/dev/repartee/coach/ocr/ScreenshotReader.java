package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Line;
import dev.repartee.coach.ocr.UnreadableImage.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one screenshot: decodes it, finds the bubbles, reads their lines. */
final class ScreenshotReader {

  private static final int DOUBTFUL = 35;

  /** Clock times and counts of reactions, where they are smaller than the messages. */
  private static final Pattern SMALL_PRINT = Pattern.compile("[0-9:.,+ ]+([aApP]\\.?[mM]\\.?)?");

  private final LanguageReader reader;
  private final Deadline deadline;

  ScreenshotReader(LanguageReader reader, Deadline deadline) {
    this.reader = reader;
    this.deadline = deadline;
  }

  List<Line> read(Screenshot image) {
    BubbleFinder.Conversation conversation = find(image);
    deadline.check();
    MessageLines messages = new MessageLines(conversation.bubbles(), conversation.letter());
    List<LineImage> images = new ArrayList<>();
    List<Bubble> owners = new ArrayList<>();
    for (Bubble bubble : conversation.bubbles()) {
      for (TextLine line : messages.of(bubble)) {
        images.add(LineImage.of(line, bubble, conversation.letter()));
        owners.add(bubble);
      }
    }
    List<Line> lines = join(owners, images, reader.read(images, deadline));
    if (lines.isEmpty()) {
      throw new UnreadableImage(Reason.NO_CONVERSATION);
    }
    return List.copyOf(lines);
  }

  /** The pixels are given back before the lines are read. */
  private BubbleFinder.Conversation find(Screenshot image) {
    try (Raster raster = ImageDecoder.decode(image)) {
      deadline.check();
      return new BubbleFinder(raster).find();
    }
  }

  /** Codes and links hold no words, so nobody can be sure of the rest of one on a line alone. */
  private static boolean isSaid(Recogniser.Reading reading, LineImage line, Wrapped before) {
    if (line.loneBar()) {
      return true;
    }
    boolean count = line.small() && SMALL_PRINT.matcher(reading.text()).matches();
    boolean sure = reading.confidence() >= DOUBTFUL || before.endsWithinWord();
    return sure && !reading.text().isEmpty() && !count;
  }

  private static List<Line> join(
      List<Bubble> owners, List<LineImage> images, List<Recogniser.Reading> readings) {
    List<Line> lines = new ArrayList<>();
    Wrapped message = new Wrapped();
    for (int i = 0; i < readings.size(); i++) {
      Recogniser.Reading reading = readings.get(i);
      if (isSaid(reading, images.get(i), message)) {
        message.add(Spelling.tidy(reading.text(), images.get(i)), images.get(i).full());
      }
      boolean last =
          i == readings.size() - 1 || !owners.get(i).box().equals(owners.get(i + 1).box());
      if (last && !message.isEmpty()) {
        lines.add(new Line(owners.get(i).author(), message.toString()));
        message = new Wrapped();
      }
    }
    return lines;
  }
}
