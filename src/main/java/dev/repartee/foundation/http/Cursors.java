package dev.repartee.foundation.http;

import dev.repartee.foundation.security.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Cursors for lists ordered by key, newest first: the last key of a page and its HMAC, in
 * base64url. A client can not make one up, so a cursor never needs to be anything but where a page
 * ended.
 */
@ApplicationScoped
public class Cursors {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 100;

  private static final UUID NEWEST = new UUID(-1, -1);
  private static final int KEY_BYTES = 16;
  private static final int SIGNATURE_BYTES = 16;

  private final SecretKey key;

  @Inject
  public Cursors(SigningKeys keys) {
    key = keys.forPurpose("cursor");
  }

  /**
   * What the query parameters {@code limit} and {@code cursor} ask for.
   *
   * @throws Problem when the limit is not from 1 to {@value #MAX_LIMIT}, or the cursor is not one
   *     of ours
   */
  public PageRequest request(@Nullable String limit, @Nullable String cursor) {
    int atMost = limit == null ? DEFAULT_LIMIT : (int) Wire.number("limit", limit, 1, MAX_LIMIT);
    return new PageRequest(cursor == null ? NEWEST : read(cursor), atMost);
  }

  /** A page of what was found when {@link PageRequest#oneMore} rows were asked for. */
  public <E, T> Page<T> page(
      List<E> found, PageRequest request, Function<E, UUID> id, Function<E, T> view) {
    List<E> shown = found.subList(0, Math.min(found.size(), request.limit()));
    String next =
        found.size() > request.limit() ? write(id.apply(shown.get(shown.size() - 1))) : null;
    return new Page<>(shown.stream().map(view).toList(), next);
  }

  String write(UUID last) {
    byte[] position =
        ByteBuffer.allocate(KEY_BYTES)
            .putLong(last.getMostSignificantBits())
            .putLong(last.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(KEY_BYTES + SIGNATURE_BYTES)
                .put(position)
                .put(signature(position))
                .array());
  }

  UUID read(String cursor) {
    byte[] bytes = decode(cursor);
    byte[] position = Arrays.copyOf(bytes, KEY_BYTES);
    byte[] signature = Arrays.copyOfRange(bytes, KEY_BYTES, Math.max(KEY_BYTES, bytes.length));
    if (!MessageDigest.isEqual(signature, signature(position))) {
      throw Problem.invalid("cursor", "is not one this server gave");
    }
    ByteBuffer buffer = ByteBuffer.wrap(position);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private static byte[] decode(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("cursor", "is not one this server gave");
    }
  }

  private byte[] signature(byte[] position) {
    return Arrays.copyOf(SigningKeys.sign(key, position), SIGNATURE_BYTES);
  }
}
