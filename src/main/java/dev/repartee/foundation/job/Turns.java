package dev.repartee.foundation.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** When jobs under a rate were let through, or will be. */
final class Turns {

  /** So many times the rate's stretch of time turns are given out ahead. */
  private static final int AHEAD = 3;

  private final Rate rate;
  private final List<Instant> taken;

  Turns(Rate rate, List<Instant> taken) {
    this.rate = rate;
    this.taken = new ArrayList<>(taken);
    Collections.sort(this.taken);
  }

  /**
   * Takes the first time, from now on, at which all of these have a turn free; empty when it is so
   * far away that it is better to ask again later.
   */
  static Optional<Instant> reserve(List<Turns> all, Instant now) {
    TreeSet<Instant> candidates = new TreeSet<>();
    candidates.add(now);
    for (Turns turns : all) {
      turns.taken.forEach(turn -> candidates.add(turn.plus(turns.rate.per())));
    }
    Instant end = end(all, now);
    for (Instant time : candidates.subSet(now, end)) {
      if (all.stream().allMatch(turns -> turns.isFree(time))) {
        all.forEach(turns -> turns.take(time));
        return Optional.of(time);
      }
    }
    return Optional.empty();
  }

  /** Up to when turns are given out. */
  static Instant end(List<Turns> all, Instant now) {
    return all.stream()
        .map(turns -> now.plus(turns.rate.per().multipliedBy(AHEAD)))
        .max(Instant::compareTo)
        .orElse(now.plusNanos(1));
  }

  /** Whether every stretch of time that this one would be in has room for it. */
  private boolean isFree(Instant time) {
    int from = place(time.minus(rate.per()).plusNanos(1));
    for (Instant start : taken.subList(from, place(time))) {
      if (between(start, start.plus(rate.per())) >= rate.most()) {
        return false;
      }
    }
    return between(time, time.plus(rate.per())) < rate.most();
  }

  private int between(Instant from, Instant to) {
    return place(to) - place(from);
  }

  private void take(Instant time) {
    taken.add(place(time), time);
  }

  /** How many are before a time. */
  private int place(Instant time) {
    int place = Collections.binarySearch(taken, time);
    if (place < 0) {
      return -place - 1;
    }
    while (place > 0 && taken.get(place - 1).equals(time)) {
      place--;
    }
    return place;
  }

  /** Those that still count. */
  List<Instant> after(Instant now) {
    return List.copyOf(taken.subList(place(now.minus(rate.per())), taken.size()));
  }

  /** When the last one counts no more. */
  Instant until(Instant now) {
    return (taken.isEmpty() ? now : taken.get(taken.size() - 1)).plus(rate.per());
  }
}
