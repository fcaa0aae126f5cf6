package dev.repartee.assistant.ai;

import dev.repartee.assistant.ai.ProviderFailure.Kind;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;

/** Why one provider after the other did not answer, and what to tell the caller of it. */
final class Refusals {

  private int expensive;
  private int resting;
  private int timeouts;
  private int failures;

  void tooExpensive() {
    expensive++;
  }

  void resting() {
    resting++;
  }

  void failed(ProviderFailure failure) {
    if (failure.kind() == Kind.TIMEOUT) {
      timeouts++;
    } else {
      failures++;
    }
  }

  Problem problem() {
    if (expensive + resting + timeouts + failures == 0) {
      return new Problem(ProblemType.PROVIDER_FAILED, "No AI provider of this server can do this.");
    }
    if (resting + timeouts + failures == 0) {
      return new Problem(
          ProblemType.COST_LIMIT_REACHED,
          "The limit for AI costs is reached. Try again tomorrow or ask an administrator.");
    }
    if (timeouts > 0 && failures == 0) {
      return new Problem(
          ProblemType.PROVIDER_TIMEOUT, "The AI provider did not answer in time. Try again.");
    }
    return new Problem(
        ProblemType.PROVIDER_FAILED, "No AI provider gave a usable answer. Try again later.");
  }
}
