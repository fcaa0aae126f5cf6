package dev.repartee.account.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How entries are chained: the hash of an entry is SHA-256 over the hash of the one before it and
 * the entry's canonical form. That form is its fields in a fixed order, each as four bytes of
 * length, big-endian, and so many of UTF-8; a field that is not there has the length -1. So no two
 * different entries have the same form.
 */
final class Chain {

  static final int BYTES = 32;

  /** What the first entry of a log follows. */
  private static final byte[] START = new byte[BYTES];

  private static final String VERSION = "repartee-audit-1";

  private Chain() {}

  static byte[] start() {
    return START.clone();
  }

  static byte[] hash(byte[] previous, Entry entry) {
    MessageDigest hash = sha256();
    hash.update(previous);
    field(hash, VERSION);
    field(hash, entry.workspaceId().toString());
    field(hash, Long.toString(entry.sequence()));
    field(hash, entry.id().toString());
    field(hash, entry.at().toString());
    field(hash, entry.action());
    field(hash, entry.actor().type().wireName());
    UUID actor = entry.actor().id();
    field(hash, actor == null ? null : actor.toString());
    field(hash, entry.subjectType());
    field(hash, entry.subjectId());
    field(hash, entry.requestId());
    field(hash, HexFormat.of().formatHex(entry.detailsDigest()));
    return hash.digest();
  }

  /** Stands for details; salted, so that erased details can not be guessed from it. */
  static byte[] digest(byte[] salt, String details) {
    MessageDigest digest = sha256();
    digest.update(salt);
    return digest.digest(details.getBytes(StandardCharsets.UTF_8));
  }

  private static void field(MessageDigest hash, @Nullable String value) {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    hash.update(
        ByteBuffer.allocate(Integer.BYTES).putInt(value == null ? -1 : bytes.length).array());
    hash.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
