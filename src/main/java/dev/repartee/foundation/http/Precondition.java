package dev.repartee.foundation.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} of a request (RFC 9110, section 13.1.1); a request without one accepts any
 * version.
 */
public final class Precondition {

  /** For calls the server makes itself. */
  public static final Precondition NONE = new Precondition(null);

  private final @Nullable String ifMatch;

  private Precondition(@Nullable String ifMatch) {
    this.ifMatch = ifMatch;
  }

  public static Precondition ifMatch(@Nullable String header) {
    return header == null || header.isBlank() ? NONE : new Precondition(header);
  }

  /**
   * Refuses a change of a resource the client has not seen in this version.
   *
   * @throws Problem with {@link ProblemType#PRECONDITION_FAILED}
   */
  public void check(long version) {
    String expected = ifMatch;
    if (expected == null || expected.strip().equals("*")) {
      return;
    }
    String current = etag(version);
    if (Arrays.stream(expected.split(",")).map(String::strip).noneMatch(current::equals)) {
      throw new Problem(
          ProblemType.PRECONDITION_FAILED, "Read the resource again and repeat the change.");
    }
  }

  /** The strong entity tag of a version, quotes included. */
  public static String etag(long version) {
    return "\"" + version + "\"";
  }
}
