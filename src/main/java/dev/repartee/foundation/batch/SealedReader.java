package dev.repartee.foundation.batch;

import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.SealedRows;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Everything that is sealed under the previous key, one kind after the other. */
@Named("sealedReader")
@Dependent
public class SealedReader extends RetentionReader {

  @Inject
  SealedReader(Instance<SealedRows> rows, Encryption encryption) {
    super(SealedWalk.of(rows, encryption));
  }
}
