package dev.repartee.foundation.config;

/** One environment variable somebody asked for, and what holds when it is not set. */
public record Variable(String name, String fallback, boolean secret) {}
