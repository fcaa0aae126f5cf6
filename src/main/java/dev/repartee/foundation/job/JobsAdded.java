package dev.repartee.foundation.job;

import java.util.List;

/** Jobs that can run at once were written; observed after the commit. */
record JobsAdded(List<Ready> jobs) {}
