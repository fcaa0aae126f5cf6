/** What the server is told from outside: typed, validated, listed in {@code .env.example}. */
@NullMarked
package dev.repartee.foundation.config;

import org.jspecify.annotations.NullMarked;
