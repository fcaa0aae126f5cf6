/**
 * Runs the product on one machine: real Postgres, Redis and an S3 server from Maven artifacts, and
 * the Liberty server on top of them. {@code ./mvnw} and the tests both use it.
 */
@NullMarked
package dev.repartee.local;

import org.jspecify.annotations.NullMarked;
