package dev.repartee.account.clerk;

import dev.repartee.account.identity.SignInConfig;
import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Which instance of Clerk keeps the accounts, and what we and it share. */
@ApplicationScoped
public class ClerkConfig implements ConfigSection {

  private static final URI API = URI.create("https://api.clerk.com");

  private final boolean inUse;
  private final Optional<URI> issuer;
  private final URI api;
  private final Optional<Secret> secretKey;
  private final Optional<SvixSecret> webhookSecret;
  private final Optional<String> audience;
  private final List<String> authorizedParties;

  @Inject
  public ClerkConfig(Settings settings, SignInConfig signIn) {
    inUse = signIn.provider() == SignInConfig.Provider.CLERK;
    issuer = settings.uri("CLERK_ISSUER");
    api = settings.uri("CLERK_API_URL", API);
    secretKey = settings.secret("CLERK_SECRET_KEY");
    if (secretKey.isPresent() && !secretKey.get().reveal().startsWith("sk_")) {
      settings.problem("CLERK_SECRET_KEY", "must be a secret key of Clerk, which begins with sk_");
    }
    Optional<Secret> webhook = settings.secret("CLERK_WEBHOOK_SECRET");
    webhookSecret = webhook.flatMap(SvixSecret::parse);
    if (webhook.isPresent() && webhookSecret.isEmpty()) {
      settings.problem(
          "CLERK_WEBHOOK_SECRET", "must be the signing secret of a webhook: whsec_ and Base64");
    }
    audience = settings.text("CLERK_AUDIENCE");
    authorizedParties = settings.list("CLERK_AUTHORIZED_PARTIES", List.of());
    if (!authorizedParties.stream().allMatch(party -> party.matches("https?://[^/\\s]+"))) {
      settings.problem(
          "CLERK_AUTHORIZED_PARTIES", "must be origins, such as https://app.example.com");
    }
    if (inUse) {
      need(settings, "CLERK_ISSUER", settings.text("CLERK_ISSUER").isPresent());
      need(settings, "CLERK_SECRET_KEY", secretKey.isPresent());
      need(settings, "CLERK_WEBHOOK_SECRET", webhook.isPresent());
    }
  }

  private static void need(Settings settings, String name, boolean given) {
    if (!given) {
      settings.problem(name, "is needed with AUTH_PROVIDER=clerk");
    }
  }

  /** Whether Clerk keeps the accounts. */
  boolean inUse() {
    return inUse;
  }

  /** Clerk's frontend API, as tokens name it. */
  String issuer() {
    return issuer.map(URI::toString).orElse("").replaceFirst("/+$", "");
  }

  /** Where the keys of its tokens are. */
  URI keys() {
    return URI.create(issuer() + "/.well-known/jwks.json");
  }

  /** Where Clerk tells who a user is. */
  URI user(String id) {
    return URI.create(api.toString().replaceFirst("/+$", "") + "/v1/users/" + id);
  }

  Optional<Secret> secretKey() {
    return secretKey;
  }

  Optional<SvixSecret> webhookSecret() {
    return webhookSecret;
  }

  /** What tokens must be for; empty when that is not checked. */
  Optional<String> audience() {
    return audience;
  }

  /** The origins whose tokens are taken; empty when that is not checked. */
  List<String> authorizedParties() {
    return authorizedParties;
  }
}
