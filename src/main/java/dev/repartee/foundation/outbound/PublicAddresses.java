package dev.repartee.foundation.outbound;

import dev.repartee.foundation.http.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses on the public internet from all others, by the special-purpose registries of IANA
 * (RFC 6890), and from where clouds keep their metadata.
 */
final class PublicAddresses {

  private static final List<AddressRange> NOT_PUBLIC_V4 =
      AddressRange.parseList(
          "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,"
              + "192.0.0.0/24,192.0.2.0/24,192.31.196.0/24,192.52.193.0/24,192.88.99.0/24,"
              + "192.168.0.0/16,192.175.48.0/24,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,"
              + "224.0.0.0/4,240.0.0.0/4,"
              + "168.63.129.16"); // Azure's platform, from within
  private static final AddressRange GLOBAL_V6 = AddressRange.parse("2000::/3");

  /** Within it: Teredo, ORCHID and the like; documentation; 6to4, which embeds any IPv4. */
  private static final List<AddressRange> NOT_PUBLIC_V6 =
      AddressRange.parseList("2001::/23,2001:db8::/32,2002::/16,2620:4f:8000::/48,3fff::/20");

  private final List<AddressRange> allowed;

  PublicAddresses(List<AddressRange> allowed) {
    this.allowed = allowed;
  }

  /** Whether it may be called. */
  boolean contains(InetAddress address) {
    return isAllowed(address) || isPublic(address);
  }

  /** Whether it may be called for having been named, whatever it is. */
  boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(range -> range.contains(address));
  }

  /** IPv4 within IPv6 (mapped, compatible, NAT64) is outside of 2000::/3, and so is the rest. */
  private static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return NOT_PUBLIC_V4.stream().noneMatch(range -> range.contains(address));
    }
    return GLOBAL_V6.contains(address)
        && NOT_PUBLIC_V6.stream().noneMatch(range -> range.contains(address));
  }
}
