package dev.repartee.testing;

import dev.repartee.local.LocalServices;
import dev.repartee.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.event.SetupContainers;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Tests that run inside the server: gives Arquillian a server with the product's own configuration
 * on services and a database of its own, and the product as an archive to which a test adds itself.
 */
public final class InContainer implements LoadableExtension {

  private static final Path SERVER = Path.of("target/arquillian/servers/in-container");
  private static final Pattern APPLICATION =
      Pattern.compile("<webApplication.*?</webApplication>", Pattern.DOTALL);

  /** Most of the archive; they have tests of their own. */
  private static final String EMBEDDINGS =
      ".*/(onnxruntime|tokenizers|langchain4j-embeddings)[^/]*|.*/minilm/.*";

  /** The product with classes of a test in it, which it finds as it finds its own. */
  public static WebArchive product(Class<?>... added) {
    return ShrinkWrap.create(WebArchive.class, "repartee-in-container.war")
        .as(ExplodedImporter.class)
        .importDirectory("target/repartee", Filters.exclude(EMBEDDINGS))
        .as(WebArchive.class)
        .setWebXML(new StringAsset(webXml()))
        .addClasses(added);
  }

  /** The product's, but libraries are looked at: Arquillian's own servlet is in one. */
  private static String webXml() {
    try {
      return Files.readString(Path.of("target/repartee/WEB-INF/web.xml"))
          .replace("<absolute-ordering/>", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Preparation.class);
  }

  /** Writes the configuration of the server before Arquillian looks for it. */
  public static final class Preparation {

    /** Called by Arquillian. */
    public void prepare(@Observes(precedence = 1) SetupContainers event) throws IOException {
      Files.createDirectories(SERVER);
      String server = Files.readString(Path.of("liberty/server.xml"));
      Files.writeString(
          SERVER.resolve("server.xml"),
          APPLICATION
              .matcher(server)
              .replaceFirst("")
              .replace(
                  "<featureManager>", "<featureManager><feature>localConnector-1.0</feature>"));
      copy(Path.of("liberty/jvm.options"), SERVER.resolve("jvm.options"));
      copy(
          Path.of("target/liberty/wlp/usr/shared/resources/jdbc/postgresql.jar"),
          Path.of("target/arquillian/shared/resources/jdbc/postgresql.jar"));
      // The first line lets the others be expanded; what they expand comes before them.
      String own = Files.readString(Path.of("liberty/server.env"));
      int second = own.indexOf('\n') + 1;
      Files.writeString(
          SERVER.resolve("server.env"),
          own.substring(0, second) + variables() + own.substring(second));
    }

    private static String variables() {
      LocalServices services = LocalServices.forTests();
      Map<String, String> variables = new TreeMap<>(services.environment());
      variables.put("DATABASE_URL", services.newDatabase("template0"));
      variables.merge("REDIS_URL", "/15", String::concat);
      variables.put("JWT_SECRET", "for-tests-only-".repeat(3));
      variables.put("APP_ENV", "local");
      variables.put("LOG_FORMAT", "simple");
      variables.put("PORT", Integer.toString(Ports.free()));
      return variables.entrySet().stream()
          .map(variable -> variable.getKey() + "=\"" + variable.getValue() + "\"\n")
          .collect(Collectors.joining());
    }

    private static void copy(Path from, Path to) throws IOException {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
