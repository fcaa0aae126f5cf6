package dev.repartee.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Finds TCP ports that nobody listens on. */
public final class Ports {
  private static final int ANY = 0;
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private Ports() {}

  /** A port of the loopback address that was free a moment ago. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(ANY, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LocalServiceException("No free TCP port on the loopback address", e);
    }
  }

  /** The wished port when it is free, else any free one. Zero wishes for nothing. */
  static int preferring(int wish) {
    return wish != ANY && isFree(wish) ? wish : free();
  }

  /**
   * Whether a server could listen on this port on every address, and none listens on it on the
   * loopback address (which some systems allow to exist beside the other).
   */
  static boolean isFree(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      return false;
    } catch (IOException nobodyThere) {
      return canListen(port);
    }
  }

  private static boolean canListen(int port) {
    try (ServerSocket everywhere = new ServerSocket(port)) {
      return everywhere.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
