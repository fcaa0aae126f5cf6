package dev.repartee.assistant.knowledge;

import dev.repartee.foundation.data.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Repartee itself knows about good conversation: chunks by phase, goal and type, shipped in
 * the WAR.
 */
record PlaybookFiles(String hash, List<Chunk> chunks) {

  private static final List<String> FILES = List.of("hook", "bridge", "pivot", "close");

  /** One piece of advice, and for some a message to say it with. */
  public record Chunk(
      String key,
      String title,
      String phase,
      String goal,
      String type,
      List<String> styles,
      String text,
      @Nullable String template,
      @Nullable String why) {

    String searchable() {
      return title + "\n" + text + (template == null ? "" : "\n" + template);
    }
  }

  /**
   * Reads the playbook from the class path.
   *
   * @throws IllegalStateException when a file is missing or two chunks have the same key
   */
  static PlaybookFiles read() {
    MessageDigest digest = sha256();
    List<Chunk> chunks = new ArrayList<>();
    for (String file : FILES) {
      String text = resource("/playbook/" + file + ".json");
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      chunks.addAll(List.of(Json.read(text, Chunk[].class)));
    }
    Set<String> keys = new HashSet<>();
    for (Chunk chunk : chunks) {
      if (!keys.add(chunk.key())) {
        throw new IllegalStateException("The playbook has two chunks " + chunk.key());
      }
    }
    return new PlaybookFiles(HexFormat.of().formatHex(digest.digest()), List.copyOf(chunks));
  }

  private static String resource(String name) {
    try (InputStream stream = PlaybookFiles.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The playbook lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
