package dev.repartee.foundation.outbound;

import dev.repartee.foundation.outbound.OutboundRefused.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Calls URLs that users give, so that nobody reaches through us what they can not reach themselves
 * (CWE-918). A name is looked up once, every address it has must be public, and the connection goes
 * to one of these very addresses: a name that changes its mind in between changes nothing.
 * Redirects are checked as the first URL was. Proxies of the system are not used.
 */
@ApplicationScoped
public class Outbound {

  private static final int MOST_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final OutboundConfig config;
  private final PublicAddresses addresses;
  private final NameResolver names;
  private final Exchange exchange;

  @Inject
  public Outbound(OutboundConfig config) {
    this(config, host -> List.of(InetAddress.getAllByName(host)), trustingAuthorities());
  }

  Outbound(OutboundConfig config, NameResolver names, SSLSocketFactory tls) {
    this.config = config;
    this.addresses = new PublicAddresses(config.allowed());
    this.names = names;
    this.exchange = new Exchange(tls, config.largestAnswer());
  }

  /**
   * Refuses a URL that would not be called, for when a user gives it. That it is fine now does not
   * mean that it will be.
   *
   * @throws OutboundRefused when it would not be called
   * @throws UnknownHostException when there is no such name
   */
  public void check(URI uri) throws UnknownHostException {
    checked(Target.of(uri));
  }

  /**
   * Sends a request and reads the whole answer. A GET or HEAD goes where redirects lead, a few
   * times and never from https to http; of anything else a redirect is the answer.
   *
   * @throws OutboundRefused when it is not called, or the answer is not taken
   * @throws IOException when there was no whole answer in time, which may be different next time
   */
  public OutboundAnswer send(OutboundRequest request) throws IOException {
    long deadline = System.nanoTime() + config.timeout().toNanos();
    OutboundRequest current = request;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      Target target = Target.of(current.uri());
      OutboundAnswer answer = exchange.run(current, target, checked(target), deadline);
      Optional<String> location = answer.header("location");
      if (!REDIRECTS.contains(answer.status())
          || location.isEmpty()
          || !current.followsRedirects()) {
        return answer;
      }
      current = ledTo(current, target, location.get());
    }
    throw new OutboundRefused(Reason.REDIRECT);
  }

  private static SSLSocketFactory trustingAuthorities() {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static OutboundRequest ledTo(OutboundRequest request, Target from, String location) {
    URI next;
    try {
      next = request.uri().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new OutboundRefused(Reason.REDIRECT);
    }
    Target to = Target.of(next);
    if (from.tls() && !to.tls()) {
      throw new OutboundRefused(Reason.REDIRECT);
    }
    return request.ledTo(next, from.equals(to));
  }

  private List<InetAddress> checked(Target target) throws UnknownHostException {
    List<InetAddress> all = List.copyOf(names.resolve(target.host()));
    if (all.isEmpty()) {
      throw new UnknownHostException(target.host());
    }
    if (!all.stream().allMatch(addresses::contains)) {
      throw new OutboundRefused(Reason.ADDRESS);
    }
    if (!config.ports().contains(target.port()) && !all.stream().allMatch(addresses::isAllowed)) {
      throw new OutboundRefused(Reason.PORT);
    }
    return all;
  }
}
