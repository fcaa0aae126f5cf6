package dev.repartee.coach.ocr;

/** An engine could not do its work; the image is not to blame. */
public class OcrException extends Exception {

  private static final long serialVersionUID = 1L;

  public OcrException(String message) {
    super(message);
  }

  public OcrException(String message, Throwable cause) {
    super(message, cause);
  }
}
