package dev.repartee.foundation.data;

import java.util.Optional;
import java.util.UUID;

/** Knows in whose name the thread at hand works. */
public interface WorkspaceOfRequest {

  /** The workspace of the caller; empty where nobody has called, or nobody in particular. */
  Optional<UUID> find();
}
