package dev.repartee.foundation.job;

import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.security.Encryption;
import jakarta.json.bind.adapter.JsonbAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Seals what a payload has of type {@link Secret} before it is stored, and opens it for the
 * handler. It is bound to its job: in the row of another one it can not be opened.
 */
final class PayloadSecrets {

  /** What a sealed text begins with in the JSON of a payload. */
  static final String PREFIX = "sealed:1:";

  private record Place(Encryption encryption, String identity) {}

  private static final ThreadLocal<@Nullable Place> PLACE = new ThreadLocal<>();

  private final Encryption encryption;

  PayloadSecrets(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Reads or writes the payload of a job. */
  <T> T of(UUID job, Supplier<T> work) {
    PLACE.set(new Place(encryption, identity(job)));
    try {
      return work.get();
    } finally {
      PLACE.remove();
    }
  }

  static String identity(UUID job) {
    return "job/" + job;
  }

  static String text(byte[] sealed) {
    return PREFIX + Base64.getEncoder().encodeToString(sealed);
  }

  /**
   * What {@link #text} has made a text of.
   *
   * @throws IllegalArgumentException when it is none
   */
  static byte[] sealed(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("A secret that is not sealed");
    }
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }

  /** What JSON-B makes of secrets. */
  static final class Adapter implements JsonbAdapter<Secret, String> {

    @Override
    public String adaptToJson(Secret secret) {
      Place place = place();
      return text(place.encryption().seal(secret.bytes(), place.identity()));
    }

    @Override
    public Secret adaptFromJson(String text) {
      Place place = place();
      byte[] plain = place.encryption().open(sealed(text), place.identity());
      return Secret.of(new String(plain, StandardCharsets.UTF_8));
    }

    private static Place place() {
      Place place = PLACE.get();
      if (place == null) {
        throw new IllegalStateException(
            "Only the payload of a job may have a secret in it, not that of a schedule");
      }
      return place;
    }
  }
}
