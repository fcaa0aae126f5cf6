package dev.repartee.foundation.realtime;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.Scope;

/** Refuses API keys what they have no scope for. */
final class ScopeCheck {

  private ScopeCheck() {}

  /**
   * @throws Problem with {@link ProblemType#FORBIDDEN} for an API key without the scope
   */
  static void of(Caller caller, Scope scope) {
    if (!caller.credential().allows(scope)) {
      throw new Problem(
          ProblemType.FORBIDDEN, "This needs an API key with the scope " + scope.wireName() + ".");
    }
  }
}
