package dev.repartee.bench.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/** A Node process with BullMQ. */
final class BullMq implements Side {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader answers;

  BullMq(Path folder, String redisUrl) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node", "bullmq.mjs").directory(folder.toFile());
    builder.environment().put("REDIS_URL", redisUrl);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  @Override
  public void prepare() throws IOException {
    run("clear", 0);
  }

  @Override
  public double[] run(String operation, int count) throws IOException {
    process
        .getOutputStream()
        .write((operation + " " + count + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    JsonNode result = line().get("result");
    return result.isArray()
        ? StreamSupport.stream(result.spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray()
        : new double[] {result.asDouble()};
  }

  /** Waits until a job begins, in the process that holds jobs. */
  void awaitBegin() throws IOException {
    while (!line().has("began")) {
      continue;
    }
  }

  private JsonNode line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("BullMQ's process has ended");
    }
    return JSON.readTree(line);
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
