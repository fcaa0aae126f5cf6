package dev.repartee.foundation.security;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A sealed value in its parts: a version, the id of the key that wraps its data key, the wrapped
 * data key, and the text under that.
 *
 * <pre>
 * 0      1        9                    69
 * | 0x01 | key id | nonce key tag (60) | nonce text tag (28 + n) |
 * </pre>
 */
record Envelope(byte[] keyId, byte[] wrappedKey, byte[] text) {

  private static final byte VERSION = 1;

  /** What AES-GCM adds: a nonce and a tag. */
  private static final int GCM = 12 + 16;

  private static final int WRAPPED_KEY_BYTES = EncryptionKey.BYTES + GCM;
  private static final int TEXT_AT = 1 + EncryptionKey.ID_BYTES + WRAPPED_KEY_BYTES;

  static Envelope read(byte[] sealed) {
    if (sealed.length < TEXT_AT + GCM || sealed[0] != VERSION) {
      throw new Undecipherable(Undecipherable.Reason.MALFORMED);
    }
    int keyAt = 1 + EncryptionKey.ID_BYTES;
    return new Envelope(
        Arrays.copyOfRange(sealed, 1, keyAt),
        Arrays.copyOfRange(sealed, keyAt, TEXT_AT),
        Arrays.copyOfRange(sealed, TEXT_AT, sealed.length));
  }

  /** What every envelope begins with whose data key is wrapped by this key. */
  static byte[] header(byte[] keyId) {
    return ByteBuffer.allocate(1 + EncryptionKey.ID_BYTES).put(VERSION).put(keyId).array();
  }

  byte[] write() {
    return ByteBuffer.allocate(TEXT_AT + text.length)
        .put(header(keyId))
        .put(wrappedKey)
        .put(text)
        .array();
  }
}
