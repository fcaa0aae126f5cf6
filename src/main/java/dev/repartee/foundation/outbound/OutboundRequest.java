package dev.repartee.foundation.outbound;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A call to a URL that a user gave.
 *
 * @param headers besides those that the client sets itself
 */
public record OutboundRequest(String method, URI uri, Map<String, String> headers, byte[] body) {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "expect",
          "upgrade",
          "te",
          "trailer");

  /**
   * @throws OutboundRefused for a header that could begin another one, or another request
   */
  public OutboundRequest {
    headers = Map.copyOf(headers);
    body = body.clone();
    boolean good =
        TOKEN.matcher(method).matches()
            && headers.entrySet().stream()
                .allMatch(
                    header ->
                        TOKEN.matcher(header.getKey()).matches()
                            && VALUE.matcher(header.getValue()).matches()
                            && !OURS.contains(header.getKey().toLowerCase(Locale.ROOT)));
    if (!good) {
      throw new OutboundRefused(OutboundRefused.Reason.HEADER);
    }
  }

  public static OutboundRequest get(URI uri) {
    return new OutboundRequest("GET", uri, Map.of(), new byte[0]);
  }

  public static OutboundRequest post(URI uri, String contentType, byte[] body) {
    return new OutboundRequest("POST", uri, Map.of("Content-Type", contentType), body);
  }

  /** The same with one more header. */
  public OutboundRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OutboundRequest(method, uri, more, body);
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  /** Only what changes nothing is sent again to where an answer leads. */
  boolean followsRedirects() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The request for where it was led; another origin gets nothing that was meant for this one. */
  OutboundRequest ledTo(URI next, boolean sameOrigin) {
    return new OutboundRequest(method, next, sameOrigin ? headers : Map.of(), body);
  }
}
