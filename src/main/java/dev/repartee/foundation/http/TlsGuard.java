package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ServerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Behind a proxy that ends TLS, sends a page that was asked for without it to https, and tells a
 * client of the API so: a redirect would only hide that its credentials have been sent in the
 * clear. Whether there was TLS is for a trusted proxy to say, in {@code X-Forwarded-Proto}; without
 * its word nothing is assumed.
 */
@ApplicationScoped
class TlsGuard {

  private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD");

  private final ClientAddresses addresses;
  private final boolean wanted;
  private final URI base;

  @Inject
  TlsGuard(ClientAddresses addresses, ServerConfig server) {
    this.addresses = addresses;
    this.base = server.apiBaseUrl();
    this.wanted = "https".equals(base.getScheme());
  }

  /** Whether a request came in the clear though clients are to use https. */
  boolean refuses(HttpServletRequest request) {
    return wanted
        && "http".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
        && addresses.isTrustedProxy(request.getRemoteAddr());
  }

  /** Whether a request came by TLS, so that a browser may be told to insist on it. */
  boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
            && addresses.isTrustedProxy(request.getRemoteAddr()));
  }

  /** Answers instead of the resource. The host is always our own: nobody is sent anywhere else. */
  void answer(HttpServletRequest request, HttpServletResponse response, String traceId)
      throws IOException {
    String path = request.getRequestURI();
    boolean page = !path.startsWith("/api/") && CHANGE_NOTHING.contains(request.getMethod());
    if (page && !path.startsWith("//") && path.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
      response.setHeader("Location", "https://" + base.getAuthority() + path);
      return;
    }
    Problem problem =
        new Problem(
            ProblemType.TLS_REQUIRED,
            "Use https, and change what was sent in the clear, such as passwords and tokens.");
    response.setStatus(problem.type().status());
    response.setContentType(ProblemBody.MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(ProblemBody.of(problem, path, traceId).json());
  }
}
