package dev.repartee.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI 3.1 document of a server, as a judge of its answers. Objects may only have the
 * properties that are documented. What the document does not know may only be answered with the
 * problems 404 and 405.
 */
final class OpenApiContract {

  private static final Map<URI, OpenApiContract> KNOWN = new ConcurrentHashMap<>();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final ObjectNode document;

  /** By what they are of; the same ones are asked for again and again. */
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  private OpenApiContract(ObjectNode document) {
    this.document = document;
    close(document.path("components").path("schemas"));
  }

  static OpenApiContract of(URI baseUrl) {
    return KNOWN.computeIfAbsent(baseUrl, OpenApiContract::load);
  }

  JsonNode document() {
    return document;
  }

  private static OpenApiContract load(URI baseUrl) {
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(
                  HttpRequest.newBuilder(baseUrl.resolve("/openapi?format=JSON")).build(),
                  HttpResponse.BodyHandlers.ofString());
      return new OpenApiContract((ObjectNode) ApiClient.parse(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void check(
      String method, String pathAndQuery, @Nullable String contentType, ApiClient.Answer answer) {
    String path = pathAndQuery.split("\\?", 2)[0];
    if (!path.startsWith("/api/") || method.equals("OPTIONS")) {
      return; // a page, or a browser asking for a page's permission
    }
    String call = method + " " + path + " answered " + answer.status();
    Optional<String> template = template(path);
    if (template.isEmpty()) {
      checkRefusal(call, answer);
      return;
    }
    JsonNode operation =
        document.path("paths").path(template.get()).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      checkRefusal(call, answer);
      return;
    }
    if (contentType != null && answer.status() < 300 && !operation.has("requestBody")) {
      throw new AssertionError(call + " to a body that is not documented");
    }
    JsonNode responses = operation.path("responses");
    String status = Integer.toString(answer.status());
    if (!responses.has(status)) {
      throw new AssertionError(call + ", which is not documented: " + answer.text());
    }
    String form = method + " " + template.get() + " " + status;
    checkBody(call, form, resolved(responses.path(status)).path("content"), answer);
  }

  /** Nothing there, or too many calls to say so. */
  private void checkRefusal(String call, ApiClient.Answer answer) {
    if (!Set.of(400, 401, 404, 405, 429).contains(answer.status())) {
      throw new AssertionError(call + ", but the call is not documented: " + answer.text());
    }
    validate(call, "/components/schemas/Problem", ApiClient.parse(answer.text()));
  }

  private void checkBody(String call, String form, JsonNode content, ApiClient.Answer answer) {
    String type = answer.header("Content-Type").split(";", 2)[0].strip();
    if (answer.text().isEmpty()) {
      if (content.size() > 0 && answer.status() != 304) {
        throw new AssertionError(call + " without the documented body");
      }
      return;
    }
    if (!content.has(type)) {
      throw new AssertionError(
          call + " with " + type + ", which is not documented: " + answer.text());
    }
    JsonNode schema = content.path(type).path("schema");
    if (schema.isMissingNode() || schema.isEmpty()) {
      throw new AssertionError(call + " with a body of no documented form");
    }
    if (type.endsWith("json")) {
      validate(call, form + " " + type, schema, ApiClient.parse(answer.text()));
    }
  }

  /**
   * @param form tells this schema from others, so that it is read once
   */
  private void validate(String call, String form, JsonNode schema, JsonNode body) {
    @Nullable String ref = schema.path("$ref").asText(null);
    if (ref != null && schema.size() == 1) {
      validate(call, ref.substring(1), body);
      return;
    }
    report(call, schemas.computeIfAbsent(form, unused -> inline(schema)).validate(body), body);
  }

  private JsonSchema inline(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    close(whole);
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole, STRICT);
  }

  private void validate(String call, String pointer, JsonNode body) {
    report(call, schemas.computeIfAbsent(pointer, this::referred).validate(body), body);
  }

  private JsonSchema referred(String pointer) {
    ObjectNode whole = new ObjectNode(JsonNodeFactory.instance);
    whole.put("$ref", "#" + pointer);
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole, STRICT);
  }

  private static void report(String call, Set<ValidationMessage> messages, JsonNode body) {
    if (!messages.isEmpty()) {
      throw new AssertionError(
          call + " with a body that is not as documented: " + messages + "\n" + body);
    }
  }

  private JsonNode resolved(JsonNode node) {
    @Nullable String ref = node.path("$ref").asText(null);
    return ref == null ? node : document.at(ref.substring(1));
  }

  /** The documented path that fits; one without a variable before one with. */
  private Optional<String> template(String path) {
    Iterable<String> names = () -> document.path("paths").fieldNames();
    return StreamSupport.stream(names.spliterator(), false)
        .filter(template -> fits(template, path))
        .min(Comparator.comparing(template -> template.indexOf('{') < 0 ? 0 : 1));
  }

  private static boolean fits(String template, String path) {
    String pattern =
        Arrays.stream(template.split("/", -1))
            .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
            .collect(Collectors.joining("/"));
    return Pattern.matches(pattern, path);
  }

  /** Lets objects have no other properties than the documented ones. */
  private static void close(JsonNode node) {
    Set<String> composed = new HashSet<>(Set.of("allOf", "anyOf", "oneOf"));
    if (node instanceof ObjectNode object) {
      composed.removeIf(name -> !object.has(name));
      if (object.path("properties").isObject()
          && !object.has("additionalProperties")
          && composed.isEmpty()) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(OpenApiContract::close);
  }
}
