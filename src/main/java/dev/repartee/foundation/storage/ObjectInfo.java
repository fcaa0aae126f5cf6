package dev.repartee.foundation.storage;

import java.time.Instant;

/**
 * What the storage says about an object.
 *
 * @param length in bytes
 * @param contentType as the uploader declared it, which proves nothing about the bytes
 */
public record ObjectInfo(String key, String contentType, long length, Instant lastModified) {}
