package dev.repartee.operate.health;

import dev.repartee.foundation.http.Wire;
import java.util.Map;

/** How an instance is, in one word. */
enum HealthStatus {
  /** Everything is there. */
  HEALTHY,
  /** Something is away that we can do without for a while, such as Redis. */
  DEGRADED,
  /** Something is away without which nothing works. */
  DOWN;

  static HealthStatus of(Map<Part, Finding> findings) {
    HealthStatus status = HEALTHY;
    for (Map.Entry<Part, Finding> entry : findings.entrySet()) {
      if (!entry.getValue().up()) {
        if (entry.getKey().isVital()) {
          return DOWN;
        }
        status = DEGRADED;
      }
    }
    return status;
  }

  String wireName() {
    return Wire.name(this);
  }
}
