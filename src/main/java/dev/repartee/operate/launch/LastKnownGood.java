package dev.repartee.operate.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets as they were last fetched, encrypted (AES-256-GCM) under a key that is made from the
 * token: who does not have the token has no use for the file. Written whole or not at all.
 */
final class LastKnownGood {

  private static final byte[] FORMAT = "repartee-secrets-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Path file;
  private final SecretKeySpec key;

  LastKnownGood(Path file, String token) {
    this.file = file;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      key = new SecretKeySpec(mac.doFinal(FORMAT), "AES");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("no key can be made from DOPPLER_TOKEN", e);
    }
  }

  /** Whether it could be written. */
  boolean write(Map<String, String> secrets) {
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce)
              .doFinal(FlatJson.write(secrets).getBytes(StandardCharsets.UTF_8));
      Path folder = file.toAbsolutePath().getParent();
      Path fresh =
          Files.createTempFile(
              folder == null ? Path.of("/") : folder,
              "secrets",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.write(
            fresh,
            ByteBuffer.allocate(FORMAT.length + NONCE + sealed.length)
                .put(FORMAT)
                .put(nonce)
                .put(sealed)
                .array());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      return true;
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }

  /** Nothing when there is no file, or it is of another token, or somebody has changed it. */
  Optional<Map<String, String>> read() {
    try {
      byte[] all = Files.readAllBytes(file);
      int head = FORMAT.length + NONCE;
      if (all.length < head || !MessageDigest.isEqual(FORMAT, Arrays.copyOf(all, FORMAT.length))) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOfRange(all, FORMAT.length, head);
      byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(all, head, all.length - head);
      return Optional.of(FlatJson.read(new String(plain, StandardCharsets.UTF_8)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(FORMAT);
    return cipher;
  }
}
