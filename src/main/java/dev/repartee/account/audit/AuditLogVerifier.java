package dev.repartee.account.audit;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Checks logs; one that is broken is told, and the others are checked all the same. */
@Named("auditLogVerifier")
@Dependent
public class AuditLogVerifier extends AbstractItemWriter {

  private final AuditLog log;

  @Inject
  AuditLogVerifier(AuditLog log) {
    this.log = log;
  }

  @Override
  public void writeItems(List<Object> items) {
    items.stream().map(UUID.class::cast).forEach(log::verify);
  }
}
