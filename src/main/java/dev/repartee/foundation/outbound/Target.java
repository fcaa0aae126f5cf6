package dev.repartee.foundation.outbound;

import dev.repartee.foundation.outbound.OutboundRefused.Reason;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL leads, when nothing about its form is odd.
 *
 * @param host without the brackets of an IPv6 address
 */
record Target(String host, int port, boolean tls) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int LONGEST_URL = 8_000;

  /** A name (RFC 1123) that does not end like a number, so that nobody reads one as an address. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?!.*\\.\\.)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*"
              + "(?!0x[0-9a-f]*\\.?$)[a-z0-9]*[a-z]([a-z0-9-]{0,61}[a-z0-9])?\\.?");

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  /** Without a zone, which is for addresses of the local network only. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

  /**
   * @throws OutboundRefused for anything that is not plainly a web address
   */
  static Target of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new OutboundRefused(Reason.SCHEME);
    }
    @Nullable String authority = uri.getRawAuthority();
    if (authority != null && authority.indexOf('@') >= 0) {
      throw new OutboundRefused(Reason.USERINFO);
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() == -1 ? (tls ? HTTPS : HTTP) : uri.getPort();
    return new Target(host(uri), port, tls);
  }

  private static String host(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    boolean good =
        bracketed
            ? IPV6.matcher(bare).matches()
            : NAME.matcher(bare).matches() || IPV4.matcher(bare).matches();
    if (!good || bare.length() > 253 || uri.toASCIIString().length() > LONGEST_URL) {
      throw new OutboundRefused(Reason.HOST);
    }
    return bare;
  }

  /** For the {@code Host} header. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  /** Whether the host is an address, which has no name to check a certificate's name against. */
  boolean isAddress() {
    return host.contains(":") || IPV4.matcher(host).matches();
  }
}
