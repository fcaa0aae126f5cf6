package dev.repartee.coach.opener;

import dev.repartee.assistant.ai.Answer;
import dev.repartee.assistant.ai.Material;
import dev.repartee.assistant.knowledge.Knowledge;
import dev.repartee.assistant.knowledge.SearchRequest;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.foundation.data.Ids;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.security.Caller;
import jakarta.data.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The openers of a person: what one is made from, and what becomes of it. */
@ApplicationScoped
class Openers {

  private static final int PASSAGES = 8;

  /** The playbook's word for what an opener does. */
  private static final String GOAL = "start";

  private final OpenerRepository openers;
  private final Knowledge knowledge;
  private final InstantSource clock;

  @Inject
  Openers(OpenerRepository openers, Knowledge knowledge, InstantSource clock) {
    this.openers = openers;
    this.knowledge = knowledge;
    this.clock = clock;
  }

  /** Everything a provider needs to write one. */
  Material material(UUID workspaceId, OpenerWish wish) {
    String about =
        Stream.of(wish.customTwist(), wish.profile())
            .filter(text -> text != null)
            .collect(Collectors.joining("\n"));
    return Material.none()
        .in(Phase.HOOK)
        .as(wish.aiStyle(), wish.customTwist())
        .to(wish.locale(), wish.profile())
        .from(knowledge.search(workspaceId, new SearchRequest(about, Phase.HOOK, GOAL, PASSAGES)));
  }

  @Transactional
  Opener keep(Caller owner, OpenerWish wish, Answer<String> answer) {
    return openers.insert(new Opener(owner, wish, answer, clock.instant()));
  }

  @Transactional
  List<Opener> list(Caller caller, Optional<UUID> before, int limit) {
    return openers.before(
        caller.workspaceId(), caller.userId(), before.orElse(Ids.LAST), Limit.of(limit));
  }

  /**
   * The caller's opener.
   *
   * @throws Problem as not found when there is none, or it is another member's
   */
  @Transactional
  Opener require(Caller caller, UUID id) {
    return openers
        .find(id, caller.workspaceId(), caller.userId())
        .orElseThrow(() -> Problem.notFound("opener"));
  }

  @Transactional
  void delete(Caller caller, UUID id) {
    openers.delete(require(caller, id));
  }
}
