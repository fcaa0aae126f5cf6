package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Phase;
import java.util.UUID;

/**
 * Fired when a provider has looked closer at a conversation than the rules could.
 *
 * @param fingerprint of the transcript it looked at; an answer about an older one is of no use
 */
public record PhaseRefined(UUID workspaceId, UUID sessionId, String fingerprint, Phase phase) {}
