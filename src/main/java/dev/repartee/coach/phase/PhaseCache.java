package dev.repartee.coach.phase;

import dev.repartee.assistant.transcript.Phase;
import dev.repartee.foundation.data.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.redisson.api.RBucket;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/**
 * Remembers refined phases by the transcript's fingerprint. Without Redis nothing is remembered,
 * and nothing breaks.
 */
@ApplicationScoped
class PhaseCache {

  private static final System.Logger LOG = System.getLogger(PhaseCache.class.getName());
  private static final Duration KEPT = Duration.ofDays(7);

  private final Redis redis;

  @Inject
  PhaseCache(Redis redis) {
    this.redis = redis;
  }

  Optional<Phase> find(UUID workspaceId, String fingerprint) {
    try {
      return Optional.ofNullable(bucket(workspaceId, fingerprint).get()).map(Phase::valueOf);
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "The phase cache is away", e);
      return Optional.empty();
    }
  }

  void keep(UUID workspaceId, String fingerprint, Phase phase) {
    try {
      bucket(workspaceId, fingerprint).set(phase.name(), KEPT);
    } catch (RedisException e) {
      LOG.log(System.Logger.Level.DEBUG, "The phase cache is away", e);
    }
  }

  private RBucket<String> bucket(UUID workspaceId, String fingerprint) {
    return redis
        .client()
        .getBucket("repartee:phase:" + workspaceId + ":" + fingerprint, StringCodec.INSTANCE);
  }
}
