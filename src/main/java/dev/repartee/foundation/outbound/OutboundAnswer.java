package dev.repartee.foundation.outbound;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param uri where the answer is from, after redirects
 * @param headers by their names in lower case
 * @param body unpacked
 */
public record OutboundAnswer(int status, URI uri, Map<String, List<String>> headers, byte[] body) {

  public OutboundAnswer {
    body = body.clone();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }
}
