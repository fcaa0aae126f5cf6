package dev.repartee.account.identity;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Who keeps the accounts. */
@ApplicationScoped
public class SignInConfig implements ConfigSection {

  /** Where people sign in. */
  public enum Provider {
    /** Here, with a password. */
    BUILTIN,
    CLERK
  }

  private final Provider provider;

  @Inject
  public SignInConfig(Settings settings) {
    provider = settings.choice("AUTH_PROVIDER", Provider.BUILTIN);
  }

  public Provider provider() {
    return provider;
  }

  public boolean isBuiltIn() {
    return provider == Provider.BUILTIN;
  }
}
