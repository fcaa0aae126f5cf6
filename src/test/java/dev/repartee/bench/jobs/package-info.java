/** The job engine beside BullMQ; bench/jobs/run starts it, and docs/benchmarks.md explains it. */
@NullMarked
package dev.repartee.bench.jobs;

import org.jspecify.annotations.NullMarked;
