package dev.repartee.coach.ocr;

import dev.repartee.assistant.transcript.Line;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads screenshots in this process with Tesseract. Safe for use by several threads: as many images
 * are read at once as there are readers, the rest wait.
 */
public final class TesseractEngine implements OcrEngine, AutoCloseable {

  private final TesseractConfig config;
  private final TrainedData data;
  private final BlockingQueue<LanguageReader> idle = new LinkedBlockingQueue<>();
  private final AtomicInteger made = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Looks the languages up; the readers are made when they are first needed.
   *
   * @throws IllegalStateException naming the languages whose data is nowhere to be found
   */
  public TesseractEngine(TesseractConfig config) {
    this.config = config;
    this.data = new TrainedData(config.tessdata());
    List<String> missing = data.missing(config.languages());
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "no Tesseract data for " + String.join(", ", missing) + ": " + TrainedData.advice());
    }
  }

  @Override
  public String name() {
    return "tesseract";
  }

  @Override
  public List<Line> read(Screenshot image) throws OcrException {
    Deadline deadline = Deadline.in(config.timeout());
    LanguageReader reader = borrow(deadline);
    try {
      return new ScreenshotReader(reader, deadline).read(image);
    } catch (IllegalStateException | UncheckedIOException e) {
      throw new OcrException("Tesseract could not read the image", e);
    } finally {
      giveBack(reader);
    }
  }

  private LanguageReader borrow(Deadline deadline) throws OcrException {
    if (closed) {
      throw new OcrException("the engine is closed");
    }
    LanguageReader reader = idle.poll();
    if (reader != null) {
      return reader;
    }
    if (made.incrementAndGet() <= config.readers()) {
      return make();
    }
    made.decrementAndGet();
    try {
      reader = idle.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OcrException("interrupted while waiting for a reader", e);
    }
    if (reader == null) {
      throw new OcrException("no reader became free in time");
    }
    return reader;
  }

  private LanguageReader make() throws OcrException {
    try {
      return new LanguageReader(config.languages(), data);
    } catch (RuntimeException e) {
      made.decrementAndGet();
      throw new OcrException("Tesseract could not be started", e);
    }
  }

  private void giveBack(LanguageReader reader) {
    idle.add(reader);
    if (closed) {
      drain();
    }
  }

  /** Frees the native memory; readers at work are freed when they are done. */
  @Override
  public void close() {
    closed = true;
    drain();
  }

  private void drain() {
    List<LanguageReader> readers = new ArrayList<>();
    idle.drainTo(readers);
    readers.forEach(LanguageReader::close);
  }
}
