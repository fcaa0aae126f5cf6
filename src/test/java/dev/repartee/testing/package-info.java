/**
 * System tests against a running server: the server, and a client that holds every answer against
 * the server's own OpenAPI document.
 */
@NullMarked
package dev.repartee.testing;

import org.jspecify.annotations.NullMarked;
