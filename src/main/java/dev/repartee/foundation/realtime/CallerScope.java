package dev.repartee.foundation.realtime;

import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;

/** Runs work in the name of a connected member, within a request scope as over HTTP. */
@ApplicationScoped
class CallerScope {

  private final RequestContextController requestContext;
  private final CurrentCaller currentCaller;

  @Inject
  CallerScope(RequestContextController requestContext, CurrentCaller currentCaller) {
    this.requestContext = requestContext;
    this.currentCaller = currentCaller;
  }

  void run(Caller caller, Runnable work) {
    boolean fresh = requestContext.activate();
    try {
      currentCaller.set(caller);
      work.run();
    } finally {
      if (fresh) {
        requestContext.deactivate();
      }
    }
  }
}
