package dev.repartee.foundation.security;

import java.util.UUID;

/**
 * CDI event, on every instance: what this person may do somewhere has changed, or one of their
 * devices was signed out.
 */
public record MemberChanged(UUID userId) {}
