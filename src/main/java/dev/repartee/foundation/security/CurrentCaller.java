package dev.repartee.foundation.security;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of the request at hand. */
@RequestScoped
public class CurrentCaller {

  private @Nullable Caller caller;

  public void set(Caller caller) {
    this.caller = caller;
  }

  public Optional<Caller> find() {
    return Optional.ofNullable(caller);
  }

  /**
   * The caller of a request that needs one.
   *
   * @throws Problem with {@link ProblemType#UNAUTHENTICATED} when there is none
   */
  public Caller get() {
    return find()
        .orElseThrow(() -> new Problem(ProblemType.UNAUTHENTICATED, "Send a bearer token."));
  }
}
