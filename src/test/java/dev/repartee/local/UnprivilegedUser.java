package dev.repartee.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Postgres refuses to run as root. Where the build runs as root, its programs are started in a user
 * namespace that does not know root, or, where namespaces are forbidden (some containers), as
 * {@code nobody}.
 */
enum UnprivilegedUser {
  /** Not root: nothing to do. */
  SELF(List.of()),
  /** The same owner of all files, seen as a stranger inside the namespace. */
  NAMESPACE(List.of("unshare", "--user")),
  /** A real other user, who must own the data. */
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  @SuppressWarnings("ImmutableEnumChecker") // only ever made by List.of
  private final List<String> prefix;

  UnprivilegedUser(List<String> prefix) {
    this.prefix = prefix;
  }

  static UnprivilegedUser choose() {
    if (!System.getProperty("user.name", "").equals("root")) {
      return SELF;
    }
    return Stream.of(NAMESPACE, NOBODY)
        .filter(way -> Command.succeeds(way.wrap(List.of("true"))))
        .findFirst()
        .orElseThrow(
            () ->
                new LocalServiceException(
                    "Postgres does not run as root, and neither unshare nor setpriv works here. "
                        + "Run as another user, or set DATABASE_URL."));
  }

  /** The command, run as this user. */
  List<String> wrap(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /** Makes this user the owner of the folder and all in it. */
  void own(Path folder) {
    if (this != NOBODY) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.toList()) {
        Files.setAttribute(one, "unix:uid", 65534);
        Files.setAttribute(one, "unix:gid", 65534);
      }
    } catch (IOException e) {
      throw new LocalServiceException("Could not hand " + folder + " to nobody: " + e, e);
    }
  }
}
