package dev.repartee.foundation.batch;

import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.SealedRows;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Seals it anew. */
@Named("sealedWriter")
@Dependent
public class SealedWriter extends RetentionWriter {

  @Inject
  SealedWriter(Instance<SealedRows> rows, Encryption encryption) {
    super(SealedWalk.of(rows, encryption));
  }
}
