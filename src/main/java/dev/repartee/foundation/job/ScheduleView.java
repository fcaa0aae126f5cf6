package dev.repartee.foundation.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it stands.
 *
 * @param type the type of its payload
 * @param handled whether this instance has a handler for it; without one it does not tick here
 * @param rule {@code cron} or {@code every}, and its expression or duration
 * @param catchUp how many missed ticks are made up for
 * @param nextTicks the next ones, in order
 */
public record ScheduleView(
    String name,
    String type,
    boolean handled,
    String rule,
    String zone,
    int catchUp,
    Optional<Instant> lastTick,
    List<Instant> nextTicks) {}
