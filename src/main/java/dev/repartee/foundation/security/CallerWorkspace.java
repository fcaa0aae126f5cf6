package dev.repartee.foundation.security;

import dev.repartee.foundation.data.WorkspaceOfRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** The workspace of the {@link CurrentCaller}, wherever it is asked for. */
@ApplicationScoped
class CallerWorkspace implements WorkspaceOfRequest {

  private final CurrentCaller caller;
  private final BeanContainer beans;

  @Inject
  CallerWorkspace(CurrentCaller caller, BeanContainer beans) {
    this.caller = caller;
    this.beans = beans;
  }

  @Override
  public Optional<UUID> find() {
    for (Context context : beans.getContexts(RequestScoped.class)) {
      if (context.isActive()) {
        return caller.find().map(Caller::workspaceId);
      }
    }
    return Optional.empty();
  }
}
