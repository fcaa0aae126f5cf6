package dev.repartee.account.notification;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who mail is sent by, from whom it is, and where its links lead. */
@ApplicationScoped
public class MailConfig implements ConfigSection {

  /** How mail goes out. */
  enum Way {
    RESEND,
    /** It is written to the log, for whoever runs this on their own machine. */
    LOG,
    NONE
  }

  private static final String EXPECTED_FROM =
      "an address, or a name and an address: Repartee <mail@example.com>";
  private static final Pattern FROM =
      Pattern.compile("[^<>@\\s]+@[^<>@\\s]+|[^<>@\\p{Cntrl}]+<[^<>@\\s]+@[^<>@\\s]+>");

  private final Optional<Secret> key;
  private final Optional<String> from;
  private final URI baseUrl;
  private final URI page;
  private final Way way;

  @Inject
  public MailConfig(Settings settings, ServerConfig server) {
    key = settings.secret("RESEND_API_KEY");
    from = settings.optional("RESEND_FROM", MailConfig::from, EXPECTED_FROM);
    baseUrl = settings.uri("RESEND_BASE_URL", URI.create("https://api.resend.com"));
    Optional<URI> frontend = settings.uri("FRONTEND_URL");
    page = frontend.orElse(server.apiBaseUrl());
    if (key.isPresent() && from.isEmpty()) {
      settings.problem("RESEND_API_KEY", "needs RESEND_FROM beside it: " + EXPECTED_FROM);
    }
    if (key.isPresent() && server.isProduction() && isHere(page)) {
      settings.problem(
          "FRONTEND_URL",
          "is needed with RESEND_API_KEY (or API_BASE_URL): links in mails lead there");
    }
    way = key.isPresent() ? Way.RESEND : server.isProduction() ? Way.NONE : Way.LOG;
  }

  private static boolean isHere(URI uri) {
    return "localhost".equals(uri.getHost());
  }

  private static String from(String text) {
    if (!FROM.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  Way way() {
    return way;
  }

  /** Whether people can be sent mail; where they can not, what needs it says so. */
  public boolean sends() {
    return way != Way.NONE;
  }

  /** Resend's key; only where that is the {@link #way}. */
  Secret key() {
    return key.orElseThrow();
  }

  String from() {
    return from.orElse("");
  }

  URI baseUrl() {
    return baseUrl;
  }

  /** The address of the page that links in mails lead to. */
  URI page() {
    return page;
  }
}
