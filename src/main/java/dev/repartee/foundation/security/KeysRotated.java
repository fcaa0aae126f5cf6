package dev.repartee.foundation.security;

/**
 * Everything is sealed under the current key, and the previous one can be taken away.
 *
 * @param keyId of the current key
 */
public record KeysRotated(String keyId) {}
