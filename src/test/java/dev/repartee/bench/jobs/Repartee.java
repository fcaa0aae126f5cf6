package dev.repartee.bench.jobs;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The product in its server, with {@link BenchServlet} and {@link BenchJob} added to it. */
final class Repartee implements Side {

  private static final String SERVER = "jobs-bench";
  private static final List<Class<?>> ADDED =
      List.of(BenchServlet.class, BenchJob.class, BenchJob.Work.class, BenchJob.Kind.class);

  private final HttpClient http = HttpClient.newHttpClient();
  private final LibertyServer server;

  Repartee(String name, Map<String, String> environment) throws IOException {
    LibertyOptions product = LibertyOptions.ofProduct(name, environment);
    install(product.installDirectory().resolve("usr/servers"));
    server =
        LibertyServer.start(
            LibertyOptions.of(
                product.installDirectory(),
                SERVER,
                product.outputDirectory(),
                product.environment()),
            line -> {});
    server.awaitReady(Duration.ofMinutes(4));
  }

  /** A second server beside the product's, from the same files and with ours added. */
  private static void install(Path servers) throws IOException {
    Path own = servers.resolve(SERVER);
    Files.createDirectories(own.resolve("apps"));
    for (String file : List.of("server.xml", "server.env", "jvm.options", "apps/repartee.war")) {
      Files.copy(
          servers.resolve("repartee").resolve(file),
          own.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileSystem war = FileSystems.newFileSystem(own.resolve("apps/repartee.war"))) {
      for (Class<?> added : ADDED) {
        String file = added.getName().replace('.', '/') + ".class";
        Path target = war.getPath("WEB-INF/classes", file);
        Files.createDirectories(target.getParent());
        try (InputStream code = Repartee.class.getClassLoader().getResourceAsStream(file)) {
          Files.copy(code, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    run("hold", 0);
  }

  @Override
  public double[] run(String operation, int count) throws IOException, InterruptedException {
    URI address = server.baseUrl().resolve("/bench?operation=" + operation + "&n=" + count);
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(operation + ": " + response.statusCode() + " " + response.body());
    }
    return Arrays.stream(response.body().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void kill() {
    server.kill();
  }

  @Override
  public void close() {
    server.close();
  }
}
