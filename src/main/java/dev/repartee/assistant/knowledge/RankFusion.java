package dev.repartee.assistant.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): each list adds {@code 1 / (60
 * + rank)} to what it names, so that lists whose scores can not be compared can still vote.
 */
final class RankFusion {

  private static final int K = 60;

  private final Map<UUID, Double> scores = new HashMap<>();

  RankFusion add(List<UUID> ranked, double weight) {
    for (int rank = 0; rank < ranked.size(); rank++) {
      scores.merge(ranked.get(rank), weight / (K + rank + 1), Double::sum);
    }
    return this;
  }

  Map<UUID, Double> scores() {
    return Map.copyOf(scores);
  }
}
