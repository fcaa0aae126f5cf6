package dev.repartee.foundation.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a name. */
interface NameResolver {

  List<InetAddress> resolve(String host) throws UnknownHostException;
}
