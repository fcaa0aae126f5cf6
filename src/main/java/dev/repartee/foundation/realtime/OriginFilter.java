package dev.repartee.foundation.realtime;

import dev.repartee.foundation.config.ServerConfig;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only our own pages and those of {@code CORS_ORIGINS} open a WebSocket (RFC 6455 section
 * 10.2); browsers do not ask anybody else. What is not a browser sends no origin and may connect.
 */
@WebFilter(urlPatterns = "/ws", asyncSupported = true)
public class OriginFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient Set<String> allowed;

  @Inject
  public OriginFilter(ServerConfig server) {
    allowed = new HashSet<>();
    server.corsOrigins().forEach(origin -> allowed.add(origin.toLowerCase(Locale.ROOT)));
    URI own = server.apiBaseUrl();
    allowed.add((own.getScheme() + "://" + own.getAuthority()).toLowerCase(Locale.ROOT));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isAllowed(request.getHeader("Origin"), request.getHeader("Host"))) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  boolean isAllowed(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    boolean ownHost =
        host != null
            && (lower.equals("http://" + host.toLowerCase(Locale.ROOT))
                || lower.equals("https://" + host.toLowerCase(Locale.ROOT)));
    return ownHost || allowed.contains(lower);
  }
}
