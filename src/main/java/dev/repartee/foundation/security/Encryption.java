package dev.repartee.foundation.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Seals what must not be read where it is stored. Every value has a data key of its own, which is
 * wrapped by {@code ENCRYPTION_KEY}; both bear the identity of the row they belong to, so that a
 * value that is moved to another row can not be opened there. Safe for use by many threads.
 */
@ApplicationScoped
public class Encryption {

  private final EncryptionConfig config;
  private final Consumer<Undecipherable.Reason> failures;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public Encryption(EncryptionConfig config, MetricRegistry metrics) {
    this(
        config,
        reason ->
            metrics
                .counter("repartee_encryption_failures_total", new Tag("reason", reason.wireName()))
                .inc());
  }

  Encryption(EncryptionConfig config, Consumer<Undecipherable.Reason> failures) {
    this.config = config;
    this.failures = failures;
  }

  /** Without a server around it, and so without metrics: for commands. */
  public static Encryption alone(EncryptionConfig config) {
    return new Encryption(config, reason -> {});
  }

  /**
   * Seals a value under the current key.
   *
   * @param identity names the one place the value belongs to, such as {@code job/} and the id of
   *     the row; it is not stored, and the same has to be given to {@link #open}
   * @return 97 bytes more than the value
   */
  public byte[] seal(byte[] plain, String identity) {
    byte[] dataKey = new byte[EncryptionKey.BYTES];
    random.nextBytes(dataKey);
    EncryptionKey key = config.current();
    try {
      return new Envelope(
              key.id(),
              key.aead().encrypt(dataKey, bound("key", identity)),
              EncryptionKey.aead(dataKey).encrypt(plain, bound("value", identity)))
          .write();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Nothing can be sealed on this Java platform", e);
    }
  }

  /**
   * Opens a value that was sealed under the current key or the previous one.
   *
   * @throws Undecipherable when it was changed, belongs elsewhere, or needs another key
   */
  public byte[] open(byte[] sealed, String identity) {
    return counted(
        () -> {
          Envelope envelope = Envelope.read(sealed);
          byte[] dataKey = unwrap(envelope, identity);
          return EncryptionKey.aead(dataKey).decrypt(envelope.text(), bound("value", identity));
        });
  }

  /** Whether a value is sealed under the current key, so that no other is needed to open it. */
  public boolean isCurrent(byte[] sealed) {
    return config.current().hasId(Envelope.read(sealed).keyId());
  }

  /** Whether there is a previous key, so that something may still be sealed under it. */
  public boolean hasPreviousKey() {
    return config.previous().isPresent();
  }

  /** The id of the current key, which may be shown. */
  public String keyId() {
    return config.current().shownId();
  }

  /** What everything begins with that is sealed under the previous key; empty without one. */
  public Optional<byte[]> previousHeader() {
    return config.previous().map(key -> Envelope.header(key.id()));
  }

  /**
   * Wraps the data key of a value by the current key. The value itself is checked, and stays as it
   * is.
   *
   * @throws Undecipherable as {@link #open} does
   */
  public byte[] rewrap(byte[] sealed, String identity) {
    return counted(
        () -> {
          Envelope envelope = Envelope.read(sealed);
          byte[] dataKey = unwrap(envelope, identity);
          EncryptionKey.aead(dataKey).decrypt(envelope.text(), bound("value", identity));
          EncryptionKey key = config.current();
          byte[] wrapped = key.aead().encrypt(dataKey, bound("key", identity));
          return new Envelope(key.id(), wrapped, envelope.text()).write();
        });
  }

  private byte[] unwrap(Envelope envelope, String identity) throws GeneralSecurityException {
    EncryptionKey key =
        Optional.of(config.current())
            .filter(current -> current.hasId(envelope.keyId()))
            .or(() -> config.previous().filter(previous -> previous.hasId(envelope.keyId())))
            .orElseThrow(() -> new Undecipherable(Undecipherable.Reason.UNKNOWN_KEY));
    return key.aead().decrypt(envelope.wrappedKey(), bound("key", identity));
  }

  /** What is authenticated beside a ciphertext: what it is for, and where it belongs. */
  private static byte[] bound(String use, String identity) {
    return (use + '\0' + identity).getBytes(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Opening {
    byte[] attempt() throws GeneralSecurityException;
  }

  private byte[] counted(Opening opening) {
    try {
      return opening.attempt();
    } catch (Undecipherable e) {
      failures.accept(e.reason());
      throw e;
    } catch (GeneralSecurityException e) { // its message tells nothing that ours does not
      failures.accept(Undecipherable.Reason.NOT_AUTHENTIC);
      throw new Undecipherable(Undecipherable.Reason.NOT_AUTHENTIC);
    }
  }
}
