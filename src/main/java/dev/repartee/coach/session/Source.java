package dev.repartee.coach.session;

import java.util.UUID;

/** A piece of knowledge a suggestion stands on. */
public record Source(UUID id, String title, String excerpt) {}
