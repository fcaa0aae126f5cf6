package dev.repartee.foundation.storage;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * Leave to upload one object.
 *
 * @param headers what the client must send with its PUT; Content-Length is signed too, but every
 *     client sets it by itself
 */
public record PresignedUpload(URI url, Map<String, String> headers, Instant expiresAt) {}
