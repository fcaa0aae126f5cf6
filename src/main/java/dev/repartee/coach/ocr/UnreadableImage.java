package dev.repartee.coach.ocr;

/** An image that can not be read as a chat screenshot, whoever tries. */
public final class UnreadableImage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  UnreadableImage(Reason reason) {
    super(reason.explanation());
    this.reason = reason;
  }

  UnreadableImage(Reason reason, Throwable cause) {
    super(reason.explanation(), cause);
    this.reason = reason;
  }

  /** What is wrong with the image. */
  public Reason reason() {
    return reason;
  }

  /** What can be wrong with an image. */
  public enum Reason {
    EMPTY("The file is empty."),
    TOO_LARGE("The file is larger than 10 MB."),
    UNSUPPORTED_TYPE("The file is not a PNG, JPEG or WebP image."),
    TOO_MANY_PIXELS("The image has more than 40 megapixels."),
    TOO_SMALL("The image is too small to hold a readable conversation."),
    BROKEN("The image is cut off or damaged."),
    NO_CONVERSATION("No chat messages were found in the image."),
    TIMEOUT("Reading the image took too long.");

    private final String explanation;

    Reason(String explanation) {
      this.explanation = explanation;
    }

    /** One sentence for a person. */
    public String explanation() {
      return explanation;
    }
  }
}
