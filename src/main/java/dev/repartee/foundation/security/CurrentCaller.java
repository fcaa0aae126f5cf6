package dev.repartee.foundation.security;

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
   * @throws Unauthenticated when there is none; clients are told 401
   */
  public Caller get() {
    return find().orElseThrow(Unauthenticated::new);
  }
}
