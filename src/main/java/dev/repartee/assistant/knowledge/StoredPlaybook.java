package dev.repartee.assistant.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * The templates as they were loaded; they change only with a new version of the product, so they
 * are read once.
 */
@ApplicationScoped
class StoredPlaybook implements Playbook {

  private final ChunkStore chunks;
  private volatile List<Passage> templates = List.of();

  @Inject
  StoredPlaybook(ChunkStore chunks) {
    this.chunks = chunks;
  }

  @Override
  @Transactional
  public List<Passage> templates() {
    List<Passage> known = templates;
    if (known.isEmpty()) {
      known = chunks.templates();
      templates = known;
    }
    return known;
  }
}
