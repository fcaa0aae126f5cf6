package dev.repartee.foundation.http;

import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Cursors: the position after the last item of a page, signed. A cursor is only good for the list
 * it was made for; name a list with everything that shapes it, such as {@code "sessions:" +
 * workspaceId + status}.
 */
@ApplicationScoped
public class Cursors {

  private static final int MAC_BYTES = 16;
  private static final int LONGEST = 1024;
  private static final String SEPARATOR = "\u001f";

  private final SecretKey key;

  @Inject
  public Cursors(SigningKeys keys) {
    key = keys.forPurpose("cursor");
  }

  /** A cursor for a position, which is a few texts without control characters. */
  public String seal(String list, List<String> position) {
    byte[] payload = String.join(SEPARATOR, position).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = Arrays.copyOf(mac(list, payload), MAC_BYTES + payload.length);
    System.arraycopy(payload, 0, sealed, MAC_BYTES, payload.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * The position to go on from; empty for the first page.
   *
   * @throws Problem with {@link ProblemType#VALIDATION_FAILED} for a cursor that was not made here
   *     for this list
   */
  public Optional<List<String>> open(String list, PageRequest page) {
    return page.cursor().map(cursor -> open(list, cursor));
  }

  private List<String> open(String list, String cursor) {
    byte[] sealed = decode(cursor);
    if (sealed.length < MAC_BYTES) {
      throw notOurs();
    }
    byte[] payload = Arrays.copyOfRange(sealed, MAC_BYTES, sealed.length);
    byte[] expected = Arrays.copyOf(mac(list, payload), MAC_BYTES);
    if (!MessageDigest.isEqual(expected, Arrays.copyOf(sealed, MAC_BYTES))) {
      throw notOurs();
    }
    return List.of(new String(payload, StandardCharsets.UTF_8).split(SEPARATOR, -1));
  }

  /**
   * A page of rows that were read with a limit one higher than asked for: the extra row only tells
   * that there is another page.
   */
  public <R, T> Page<T> page(
      String list,
      PageRequest request,
      List<R> rows,
      Function<R, List<String>> position,
      Function<R, T> item) {
    boolean more = rows.size() > request.limit();
    List<R> shown = more ? rows.subList(0, request.limit()) : rows;
    @Nullable String next = more ? seal(list, position.apply(shown.get(shown.size() - 1))) : null;
    return new Page<>(shown.stream().map(item).toList(), next);
  }

  private byte[] mac(String list, byte[] payload) {
    byte[] name = (list + '\0').getBytes(StandardCharsets.UTF_8);
    byte[] message = Arrays.copyOf(name, name.length + payload.length);
    System.arraycopy(payload, 0, message, name.length, payload.length);
    return SigningKeys.sign(key, message);
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor.length() > LONGEST ? "" : cursor);
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
  }

  private static Problem notOurs() {
    return Problem.invalid("cursor", "must be the nextCursor of a page of this list");
  }
}
