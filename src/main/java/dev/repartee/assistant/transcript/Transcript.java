package dev.repartee.assistant.transcript;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The messages of a session or conversation, in order.
 *
 * @param lines oldest first
 */
public record Transcript(List<Line> lines) {

  /**
   * Goes into every fingerprint, so that a change of the encoding can not meet old cache entries.
   */
  private static final byte ENCODING_VERSION = 1;

  /** Keeps an unmodifiable copy of the lines. */
  public Transcript {
    lines = List.copyOf(lines);
  }

  /** A transcript of these lines, oldest first. */
  public static Transcript of(Line... lines) {
    return new Transcript(List.of(lines));
  }

  /** A conversation that has not begun. */
  public static Transcript empty() {
    return new Transcript(List.of());
  }

  /**
   * Reads pasted text.
   *
   * <p>Three forms are understood, also mixed:
   *
   * <ul>
   *   <li>labels: {@code me: hi}, {@code You: hi} are the user; {@code them: hello}, {@code Anna:
   *       hello} are the contact. A name is at most three words and starts with a capital;
   *   <li>chat exports: {@code [12.05.24, 10:14] Anna: hello}, {@code 12/05/2024, 10:14 - Anna:
   *       hello}; a stamped line without a name is a notice of the app and is left out;
   *   <li>copied headers: {@code Anna, [12.05.24 10:14]} with the message on the following lines.
   * </ul>
   *
   * <p>A line without a label continues the message before it. Before the first label it belongs to
   * the contact, and a blank line begins the next message: text pasted without any label is what
   * somebody received. When nobody is labelled as the user and exactly two names speak, the one who
   * speaks first is the contact and the other is the user; whoever pasted it can swap them.
   *
   * @param pasted any text; control characters other than line breaks and tabs are dropped
   * @return never null; empty when there is nothing but blanks
   */
  public static Transcript parse(String pasted) {
    return new PastedText(pasted).read();
  }

  /** Whether nothing has been said yet. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** How many messages there are. */
  public int size() {
    return lines.size();
  }

  /** The newest message. */
  public Optional<Line> last() {
    return isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
  }

  /** The newest message of one side. */
  public Optional<Line> last(Author author) {
    List<Line> own = by(author);
    return own.isEmpty() ? Optional.empty() : Optional.of(own.get(own.size() - 1));
  }

  /** The messages of one side, oldest first. */
  public List<Line> by(Author author) {
    return lines.stream().filter(line -> line.author() == author).toList();
  }

  /** At most the given number of messages from the end, oldest first. */
  public Transcript tail(int count) {
    return new Transcript(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  /** The transcript as labelled text, {@code me: …} and {@code them: …}, one message a line. */
  public String asText() {
    return lines.stream()
        .map(line -> (line.author() == Author.USER ? "me: " : "them: ") + line.text())
        .collect(Collectors.joining("\n"));
  }

  /**
   * A name for exactly this content: SHA-256 in lower-case hex. Authors, texts, order and the
   * borders between messages all count; every text is preceded by its length, so no two transcripts
   * share an encoding.
   */
  public String fingerprint() {
    MessageDigest digest = sha256();
    digest.update(ENCODING_VERSION);
    for (Line line : lines) {
      String text = line.text();
      ByteBuffer encoded = ByteBuffer.allocate(1 + Integer.BYTES + Character.BYTES * text.length());
      encoded.put((byte) (line.author() == Author.USER ? 'u' : 'c')).putInt(text.length());
      // UTF-16 units, not UTF-8: a lone surrogate would turn into '?' there and collide.
      text.chars().forEach(unit -> encoded.putChar((char) unit));
      digest.update(encoded.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
