package dev.repartee.foundation.security;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that data keys are wrapped with: AES-256-GCM of Tink. It is known by an id that is derived
 * from it and tells nothing about it.
 */
final class EncryptionKey {

  static final int BYTES = 32;
  static final int ID_BYTES = 8;

  private static final int LEAST_DISTINCT_BYTES = 10;

  private final byte[] id;
  private final Aead aead;

  private EncryptionKey(byte[] key) {
    this.id = id(key);
    this.aead = aead(key);
  }

  /**
   * A key as an operator writes it.
   *
   * @throws IllegalArgumentException when it is not 32 bytes in Base64, or no random ones
   */
  static EncryptionKey parse(String base64) {
    byte[] key = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    if (key.length != BYTES) {
      throw new IllegalArgumentException("must be 32 bytes");
    }
    boolean[] seen = new boolean[256];
    int distinct = 0;
    for (byte each : key) {
      distinct += seen[each & 0xff] ? 0 : 1;
      seen[each & 0xff] = true;
    }
    if (distinct < LEAST_DISTINCT_BYTES) {
      throw new IllegalArgumentException("must be random");
    }
    return new EncryptionKey(key);
  }

  /** The same key for the same text: for where there is nothing to protect. */
  static EncryptionKey derivedFrom(String text) {
    return new EncryptionKey(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  byte[] id() {
    return id.clone();
  }

  boolean hasId(byte[] other) {
    return Arrays.equals(id, other);
  }

  /** The id as it is shown to operators. */
  String shownId() {
    return HexFormat.of().formatHex(id);
  }

  Aead aead() {
    return aead;
  }

  /** AES-256-GCM with a random nonce of 12 bytes before the text, and a tag of 16 after it. */
  @AccessesPartialKey // it makes the key, from bytes it was given
  static Aead aead(byte[] key) {
    try {
      return AesGcmJce.create(
          AesGcmKey.builder()
              .setParameters(
                  AesGcmParameters.builder()
                      .setKeySizeBytes(BYTES)
                      .setIvSizeBytes(12)
                      .setTagSizeBytes(16)
                      .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                      .build())
              .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  private static byte[] id(byte[] key) {
    byte[] label = "repartee key id".getBytes(StandardCharsets.UTF_8);
    byte[] labelled = Arrays.copyOf(label, label.length + key.length);
    System.arraycopy(key, 0, labelled, label.length, key.length);
    return Arrays.copyOf(sha256(labelled), ID_BYTES);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "key " + shownId();
  }
}
