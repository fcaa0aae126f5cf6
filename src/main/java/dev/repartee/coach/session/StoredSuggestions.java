package dev.repartee.coach.session;

import dev.repartee.assistant.ai.Answer;
import dev.repartee.assistant.transcript.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The suggestions of a session. They are the cache as well: kept in Postgres, so that every
 * instance and every restart finds them, and deleting a session deletes them.
 */
@ApplicationScoped
class StoredSuggestions {

  private final SuggestionRepository suggestions;
  private final SessionLock lock;
  private final SessionMetrics metrics;
  private final InstantSource clock;

  @Inject
  StoredSuggestions(
      SuggestionRepository suggestions,
      SessionLock lock,
      SessionMetrics metrics,
      InstantSource clock) {
    this.suggestions = suggestions;
    this.lock = lock;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** How often a stored suggestion could be served. */
  record CacheFigures(long hits, long misses, double ratio) {}

  @Transactional
  Optional<Suggestion> find(Session session, String fingerprint) {
    Optional<Suggestion> found = suggestions.find(session.workspaceId(), session.id(), fingerprint);
    found.ifPresent(suggestion -> suggestions.countHit(session.workspaceId(), suggestion.id()));
    metrics.suggestionFromCache(found.isPresent());
    return found;
  }

  /** Stores an answer; if the same question was answered meanwhile, the first answer stays. */
  @Transactional
  Suggestion keep(
      Session session,
      String fingerprint,
      Phase phase,
      Answer<dev.repartee.assistant.ai.Suggestion> answer,
      List<Source> sources) {
    lock.hold(session.workspaceId(), session.id());
    return suggestions
        .find(session.workspaceId(), session.id(), fingerprint)
        .orElseGet(
            () ->
                suggestions.insert(
                    new Suggestion(session, fingerprint, phase, answer, sources, clock.instant())));
  }

  @Transactional
  CacheFigures figures(UUID workspaceId) {
    long hits = suggestions.hits(workspaceId);
    long misses = suggestions.misses(workspaceId);
    double ratio = hits + misses == 0 ? 0 : (double) hits / (hits + misses);
    return new CacheFigures(hits, misses, ratio);
  }
}
