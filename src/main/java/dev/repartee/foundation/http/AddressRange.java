package dev.repartee.foundation.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR notation (RFC 4632); a single address is a range of one. */
public record AddressRange(InetAddress network, int prefix) {

  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  public static List<AddressRange> parseList(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .map(AddressRange::parse)
        .toList();
  }

  /** Throws {@link IllegalArgumentException} for anything else. */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network =
        address(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(IllegalArgumentException::new);
    int bits = network.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(text);
    }
    return new AddressRange(network, prefix);
  }

  /** Reads an address without ever asking a name server. */
  public static Optional<InetAddress> address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] other = address.getAddress();
    if (other.length != ours.length) {
      return false;
    }
    int ignored = ours.length * Byte.SIZE - prefix;
    return new BigInteger(1, ours)
        .shiftRight(ignored)
        .equals(new BigInteger(1, other).shiftRight(ignored));
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
