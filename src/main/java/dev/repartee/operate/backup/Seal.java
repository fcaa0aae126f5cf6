package dev.repartee.operate.backup;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.Undecipherable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Seals a backup as it streams: Tink's streaming AEAD (AES-256-GCM-HKDF in segments of 1 MB) under
 * a key of its own, which stands in front, sealed under {@code ENCRYPTION_KEY}. Both bear the name
 * of the backup, so that one can not be passed off as another; the last segment says that it is the
 * last, so that nothing can be cut off.
 */
final class Seal {

  private static final byte[] MAGIC = "RPTBAK1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;
  private static final int SEGMENT = 1024 * 1024;
  private static final int LONGEST_SEALED_KEY = 4096;

  private final Encryption encryption;

  Seal(Encryption encryption) {
    this.encryption = encryption;
  }

  /** What is written to it goes sealed to {@code to}; closing it writes the end, and closes. */
  OutputStream sealing(OutputStream to, String name) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    byte[] sealed = encryption.seal(key, identity(name));
    DataOutputStream front = new DataOutputStream(to);
    front.write(MAGIC);
    front.writeInt(sealed.length);
    front.write(sealed);
    try {
      return stream(key).newEncryptingStream(to, bound(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Nothing can be sealed on this Java platform", e);
    }
  }

  /**
   * What comes from it is authentic, piece by piece.
   *
   * @throws BackupRefused when it is no backup, another one, or sealed under another key
   */
  InputStream opening(InputStream from, String name) throws IOException {
    DataInputStream front = new DataInputStream(from);
    if (!Arrays.equals(front.readNBytes(MAGIC.length), MAGIC)) {
      throw new BackupRefused(name + " is no backup of this kind");
    }
    int length = front.readInt();
    if (length < 1 || length > LONGEST_SEALED_KEY) {
      throw new BackupRefused(name + " was tampered with");
    }
    byte[] sealed = front.readNBytes(length);
    try {
      byte[] key = encryption.open(sealed, identity(name));
      return stream(key).newDecryptingStream(from, bound(name));
    } catch (Undecipherable e) {
      throw new BackupRefused(
          name + " can not be opened with this ENCRYPTION_KEY, or it was tampered with");
    } catch (GeneralSecurityException e) {
      throw new BackupRefused(name + " was tampered with");
    }
  }

  private static AesGcmHkdfStreaming stream(byte[] key) throws GeneralSecurityException {
    return new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT, 0);
  }

  private static String identity(String name) {
    return "backup/" + name;
  }

  private static byte[] bound(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
