package dev.repartee.assistant.knowledge;

import java.util.List;

/**
 * Every template of the playbook, for the local provider: the occasion can ask for one that shares
 * no word with the transcript. A CDI bean; without one, the local provider has only what was found.
 */
public interface Playbook {

  /** All passages that have a template, with score zero. */
  List<Passage> templates();
}
