package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ServerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a call that lives from a cookie comes from a page that may make it: our own or one
 * of {@code CORS_ORIGINS}. The cookie's SameSite says the same; this holds where a browser, or a
 * sister domain, does not care for that. What is no browser says neither and may call.
 */
@ApplicationScoped
public class CrossSite {

  private final Set<String> allowed = new HashSet<>();

  @Inject
  public CrossSite(ServerConfig server) {
    server.corsOrigins().forEach(origin -> allowed.add(origin.toLowerCase(Locale.ROOT)));
    URI own = server.apiBaseUrl();
    allowed.add((own.getScheme() + "://" + own.getAuthority()).toLowerCase(Locale.ROOT));
  }

  /**
   * Refuses a call from another page.
   *
   * @throws Problem with {@link ProblemType#FORBIDDEN}
   */
  public void refuse(HttpHeaders headers) {
    if (!mayCall(
        headers.getHeaderString("Origin"),
        headers.getHeaderString("Sec-Fetch-Site"),
        headers.getHeaderString(HttpHeaders.HOST))) {
      throw new Problem(ProblemType.FORBIDDEN, "A page of another site may not do this.");
    }
  }

  /** By what the browser says of the page (Fetch Metadata Request Headers), then by its origin. */
  boolean mayCall(@Nullable String origin, @Nullable String site, @Nullable String host) {
    if (origin != null) {
      String lower = origin.toLowerCase(Locale.ROOT);
      return allowed.contains(lower) || (host != null && isOf(lower, host));
    }
    return site == null || site.equals("same-origin") || site.equals("none");
  }

  private static boolean isOf(String origin, String host) {
    String ours = "://" + host.toLowerCase(Locale.ROOT);
    return origin.equals("http" + ours) || origin.equals("https" + ours);
  }
}
