package dev.repartee.page;

import java.net.URI;
import java.util.Optional;

/** Where the server under test answers. */
final class TestServer {

  private TestServer() {}

  static Optional<URI> running() {
    return Optional.ofNullable(System.getProperty("repartee.test.baseUri")).map(URI::create);
  }

  static URI baseUri() {
    return running().orElseThrow(() -> new IllegalStateException("No server is running"));
  }
}
