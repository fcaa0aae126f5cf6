package dev.repartee.attack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.repartee.testing.ApiClient;
import dev.repartee.testing.ApiClient.Answer;
import dev.repartee.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One operation of the OpenAPI document, and how to call it so that only the caller is wrong. */
record Operation(String method, String template, JsonNode description) {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** All that the document of this server has, in its order. */
  static List<Operation> all(TestServer server) {
    JsonNode document = server.openApi();
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            operations.add(
                                new Operation(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue()));
                          }
                        }));
    return operations;
  }

  /** Whether the document says that it wants a bearer. */
  boolean wantsBearer() {
    return description.path("security").size() > 0;
  }

  boolean isAbout(String pathStart) {
    return template.startsWith(pathStart);
  }

  boolean namesResource() {
    return template.contains("{");
  }

  /** Calls it about resources that nobody has. */
  Answer call(ApiClient client) {
    return call(client, Map.of(), "{}");
  }

  /** Calls it with these values for the variables of its path, others being made up. */
  Answer call(ApiClient client, Map<String, String> variables, String body) {
    String path = template;
    for (JsonNode parameter : description.path("parameters")) {
      String name = parameter.path("name").asText();
      String value = variables.getOrDefault(name, UUID.randomUUID().toString());
      path = path.replace("{" + name + "}", URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return client.send(method, path, description.has("requestBody") ? body : null);
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
