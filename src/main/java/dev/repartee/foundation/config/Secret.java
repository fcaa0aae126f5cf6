package dev.repartee.foundation.config;

import java.nio.charset.StandardCharsets;

/** A value that must not be seen. Only {@link #reveal()} gives it; printing it shows nothing. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  public String reveal() {
    return value;
  }

  /** The secret as UTF-8 bytes, for key derivation and signing. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "********";
  }
}
