package dev.repartee.foundation.security;

import java.util.UUID;

/** CDI event, on every instance: an API key is no longer good, or one of its secrets is not. */
public record ApiKeyEnded(UUID id) {}
