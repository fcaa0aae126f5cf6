package dev.repartee.foundation.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the client's address behind proxies: {@code X-Forwarded-For} is read from the right, and
 * each entry is believed only if the one after it is a trusted proxy. What a client writes there
 * itself is thus never believed.
 */
@ApplicationScoped
class ClientAddresses {

  private final List<AddressRange> trusted;

  @Inject
  ClientAddresses(HttpConfig config) {
    trusted = config.trustedProxies();
  }

  String of(HttpServletRequest request) {
    List<String> hops = new ArrayList<>();
    Collections.list(request.getHeaders("X-Forwarded-For"))
        .forEach(header -> hops.addAll(List.of(header.split(","))));
    return of(request.getRemoteAddr(), hops);
  }

  String of(String peer, List<String> forwardedFor) {
    Optional<InetAddress> current = AddressRange.address(peer);
    for (int i = forwardedFor.size() - 1; i >= 0; i--) {
      if (current.isEmpty() || !isTrusted(current.get())) {
        break;
      }
      Optional<InetAddress> next = AddressRange.address(withoutPort(forwardedFor.get(i).strip()));
      if (next.isEmpty()) {
        break;
      }
      current = next;
    }
    return current.map(InetAddress::getHostAddress).orElse(peer);
  }

  /** Whether what this peer says about a client is believed. */
  boolean isTrustedProxy(String peer) {
    return AddressRange.address(peer).filter(this::isTrusted).isPresent();
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static String withoutPort(String address) {
    if (address.startsWith("[")) {
      int end = address.indexOf(']');
      return end < 0 ? address : address.substring(1, end);
    }
    int colon = address.indexOf(':');
    boolean single = colon >= 0 && colon == address.lastIndexOf(':');
    return single ? address.substring(0, colon) : address;
  }
}
