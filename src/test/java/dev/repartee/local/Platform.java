package dev.repartee.local;

import java.util.Locale;

/**
 * The operating system and processor, in the words the binaries' artifacts use.
 *
 * @param system {@code linux}, {@code darwin} or {@code windows}
 * @param processor {@code amd64} or {@code arm64}
 */
record Platform(String system, String processor) {

  static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Platform of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system =
        name.contains("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    String processor = osArch.equals("aarch64") || osArch.equals("arm64") ? "arm64" : "amd64";
    return new Platform(system, processor);
  }

  boolean isWindows() {
    return system.equals("windows");
  }

  /** The archive inside the zonky binaries artifact of this platform. */
  String postgresArchive() {
    String arch = processor.equals("amd64") ? "x86_64" : "arm_64";
    return "/postgres-" + system + "-" + arch + ".txz";
  }

  /** The program inside the embedded-redis artifact for this platform. */
  String redisProgram() {
    return "/redis-server-7.0.15-" + system + "-" + processor;
  }
}
