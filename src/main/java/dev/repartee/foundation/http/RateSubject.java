package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Caller;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** For whom calls are counted. */
final class RateSubject {

  private static final int NETWORK_BYTES = 8;

  private RateSubject() {}

  /** The API key, or the member in their workspace; of nobody, the address. */
  static String of(RateLimit.Of whose, @Nullable Caller caller, String address) {
    if (whose == RateLimit.Of.ADDRESS || caller == null) {
      return "ip:" + network(address);
    }
    return caller.credential().isApiKey()
        ? "key:" + caller.credential().id()
        : "member:" + caller.workspaceId() + ":" + caller.userId();
  }

  /** One customer has a whole /64 of IPv6 addresses to call from, so that counts as one. */
  static String network(String address) {
    InetAddress parsed = AddressRange.address(address).orElse(null);
    if (parsed == null) {
      return address;
    }
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
        : parsed.getHostAddress(); // what is mapped into IPv6, Java reads as IPv4
  }
}
