package dev.repartee.bench.jobs;

import dev.repartee.local.LibertyOptions;
import dev.repartee.local.LibertyServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  private static final String APPLICATION = "apps/repartee.war.xml";
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
    Path product = servers.resolve("repartee");
    Path own = servers.resolve(SERVER);
    Path added = own.resolve("added");
    Files.createDirectories(own.resolve("apps"));
    for (String file : List.of("server.xml", "server.env", "jvm.options")) {
      Files.copy(product.resolve(file), own.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    for (Class<?> type : ADDED) {
      String file = type.getName().replace('.', '/') + ".class";
      Files.createDirectories(added.resolve(file).getParent());
      try (InputStream code = Repartee.class.getClassLoader().getResourceAsStream(file)) {
        Files.copy(code, added.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    String archive = Files.readString(product.resolve(APPLICATION));
    String more =
        "<dir sourceOnDisk=\"%s\" targetInArchive=\"/WEB-INF/classes\"/>\n</archive>"
            .formatted(added);
    Files.writeString(own.resolve(APPLICATION), archive.replace("</archive>", more));
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
