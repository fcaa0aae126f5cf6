package dev.repartee.foundation.outbound;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.http.AddressRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How far calls to URLs of users may go. */
@ApplicationScoped
public class OutboundConfig implements ConfigSection {

  private static final int MEGABYTE = 1024 * 1024;
  private static final int HIGHEST_PORT = 65_535;

  private final List<AddressRange> allowed;
  private final List<Integer> ports;
  private final Duration timeout;
  private final int largestAnswer;

  @Inject
  public OutboundConfig(Settings settings) {
    allowed =
        settings.parsed(
            "OUTBOUND_ALLOW",
            List.of(),
            AddressRange::parseList,
            "a comma-separated list of addresses and ranges, such as 10.0.0.0/8,::1");
    ports =
        settings.parsed(
            "OUTBOUND_PORTS",
            List.of(80, 443),
            OutboundConfig::ports,
            "a comma-separated list of ports, such as 80,443");
    timeout =
        settings.duration(
            "OUTBOUND_TIMEOUT",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(2));
    largestAnswer = settings.number("OUTBOUND_MAX_MB", 5, 1, 100) * MEGABYTE;
  }

  private static List<Integer> ports(String text) {
    List<Integer> ports =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .map(Integer::valueOf)
            .distinct()
            .toList();
    if (ports.isEmpty() || ports.stream().anyMatch(port -> port < 1 || port > HIGHEST_PORT)) {
      throw new IllegalArgumentException(text);
    }
    return ports;
  }

  /** What may be called although it is not public, at any port. */
  List<AddressRange> allowed() {
    return allowed;
  }

  List<Integer> ports() {
    return ports;
  }

  /** For everything: looking up names, redirects, and the last byte of the answer. */
  Duration timeout() {
    return timeout;
  }

  /** In bytes, unpacked. */
  int largestAnswer() {
    return largestAnswer;
  }
}
