package dev.repartee.coach.session;

import dev.repartee.assistant.transcript.Author;
import java.util.UUID;

/** One message as it was read from a screenshot, before the person has confirmed it. */
public record OcrLine(UUID id, Author author, String text) {}
