package dev.repartee.foundation.http;

import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What every answer tells a browser not to do, as OWASP's HTTP Headers Cheat Sheet advises. The
 * page may talk to this server and to the storage, and to nobody else.
 */
@ApplicationScoped
class SecurityHeaders {

  private static final String API = "/api/";

  private final boolean production;
  private final Map<String, String> always = new LinkedHashMap<>();

  @Inject
  SecurityHeaders(ServerConfig server, Settings settings) {
    String storage = storageOrigins(settings);
    String authority = server.apiBaseUrl().getAuthority();
    String socket = (server.isProduction() ? "wss://" : "ws://") + authority;
    always.put(
        "Content-Security-Policy",
        String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' blob: data: " + storage,
            "connect-src 'self' " + socket + " " + storage,
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'"));
    always.put("X-Content-Type-Options", "nosniff");
    always.put("X-Frame-Options", "DENY");
    always.put("Referrer-Policy", "no-referrer");
    always.put(
        "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
            + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
    always.put("Cross-Origin-Opener-Policy", "same-origin");
    always.put("X-Permitted-Cross-Domain-Policies", "none");
    production = server.isProduction();
  }

  /**
   * @param secure whether the request came by TLS; a browser heeds the one header only then
   */
  void addTo(HttpServletRequest request, HttpServletResponse response, boolean secure) {
    always.forEach(response::setHeader);
    boolean api = request.getRequestURI().startsWith(API);
    response.setHeader("Cache-Control", api ? "no-store" : "no-cache");
    // the pages of CORS_ORIGINS read answers of the API, nobody else's pages take what is ours in
    response.setHeader("Cross-Origin-Resource-Policy", api ? "cross-origin" : "same-origin");
    if (production || secure) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
  }

  /**
   * Pre-signed URLs name the storage by its public address, with or without the bucket in front.
   */
  private static String storageOrigins(Settings settings) {
    Optional<URI> endpoint =
        Stream.of("S3_PUBLIC_ENDPOINT", "S3_ENDPOINT", "R2_ENDPOINT", "AWS_ENDPOINT_URL_S3")
            .map(settings::uri)
            .toList()
            .stream()
            .flatMap(Optional::stream)
            .findFirst();
    return endpoint
        .map(
            uri ->
                uri.getScheme()
                    + "://"
                    + uri.getAuthority()
                    + (isName(uri.getHost())
                        ? " " + uri.getScheme() + "://*." + uri.getAuthority()
                        : ""))
        .orElse("https://*.amazonaws.com");
  }

  private static boolean isName(String host) {
    return host.contains(".") && !host.matches("[0-9.]+");
  }
}
