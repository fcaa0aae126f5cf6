/** Benchmarks: run by hand, started by the scripts below {@code bench/}, not part of the build. */
@NullMarked
package dev.repartee.bench;

import org.jspecify.annotations.NullMarked;
