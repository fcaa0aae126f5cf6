package dev.repartee.foundation.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the OpenAPI document what holds for every operation, so that resources need not repeat
 * it: the bearer, the problems it can answer with, and the headers it takes.
 */
public class OpenApiFilter implements OASFilter {

  private static final String BEARER = "bearer";
  private static final String PROBLEM = "Problem";
  private static final List<String> PUBLIC =
      List.of("/api/v1/auth/", "/api/v1/webhooks/", "/api/health");
  private static final List<Integer> ALWAYS = List.of(400, 403, 404, 406, 429, 500, 503);
  private static final List<Integer> FOR_MEMBERS = List.of(401);
  private static final List<Integer> OF_PROVIDERS = List.of(502, 504);
  private static final List<Integer> WITH_BODY = List.of(413, 415);

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.setInfo(
        OASFactory.createInfo()
            .title("Repartee")
            .version("1")
            .description(
                "AI-assisted conversation. Times are RFC 3339 in UTC, ids are UUIDs. Every failure"
                    + " is an RFC 9457 problem with a stable `code`. Every POST takes an"
                    + " `Idempotency-Key`. Lists are paged by `limit` and `cursor`."));
    @Nullable Components given = api.getComponents();
    Components components = given == null ? OASFactory.createComponents() : given;
    components.addSecurityScheme(
        BEARER,
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT")
            .description(
                "The accessToken that register, login and refresh answer with, or an API key where"
                    + " an operation names the scope it needs."));
    components.addSchema(PROBLEM, problemSchema());
    api.setComponents(components);
    if (api.getPaths() == null) {
      return;
    }
    api.getPaths().getPathItems().forEach(OpenApiFilter::complete);
  }

  private static void complete(String path, PathItem item) {
    boolean isPublic = PUBLIC.stream().anyMatch(path::startsWith);
    item.getOperations().forEach((method, operation) -> complete(method, operation, isPublic));
    if (path.endsWith("/generate") || path.endsWith("/generate-suggestions")) {
      item.getOperations()
          .values()
          .forEach(operation -> OF_PROVIDERS.forEach(status -> add(operation, status)));
    }
    if (path.equals("/api/health")) {
      item.getOperations().values().forEach(operation -> add(operation, 401));
    }
  }

  private static void complete(PathItem.HttpMethod method, Operation operation, boolean isPublic) {
    @Nullable APIResponses given = operation.getResponses();
    APIResponses responses = given == null ? OASFactory.createAPIResponses() : given;
    ALWAYS.forEach(status -> add(responses, status));
    if (!isPublic) {
      FOR_MEMBERS.forEach(status -> add(responses, status));
      operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BEARER));
    }
    switch (method) {
      case POST -> {
        WITH_BODY.forEach(status -> add(responses, status));
        List.of(401, 409, 422).forEach(status -> add(responses, status));
        header(operation, "Idempotency-Key", "Repeats of the request with this key happen once");
      }
      case PUT, PATCH -> {
        WITH_BODY.forEach(status -> add(responses, status));
        List.of(409, 412).forEach(status -> add(responses, status));
        header(operation, "If-Match", "The ETag of the state that the change is meant for");
      }
      case DELETE -> {
        List.of(409, 412).forEach(status -> add(responses, status));
        header(operation, "If-Match", "The ETag of the state that the change is meant for");
      }
      case GET -> {
        if (!responses.hasAPIResponse("304")) {
          responses.addAPIResponse(
              "304", OASFactory.createAPIResponse().description("As If-None-Match says"));
        }
      }
      default -> {}
    }
    operation.setResponses(responses);
  }

  private static void header(Operation operation, String name, String description) {
    @Nullable List<Parameter> parameters = operation.getParameters();
    boolean known =
        parameters != null
            && parameters.stream().anyMatch(parameter -> name.equals(parameter.getName()));
    if (!known) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(name)
              .in(Parameter.In.HEADER)
              .description(description)
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
    }
  }

  private static void add(Operation operation, int status) {
    add(Objects.requireNonNull(operation.getResponses()), status);
  }

  private static void add(APIResponses responses, int status) {
    String key = Integer.toString(status);
    if (responses.hasAPIResponse(key)) {
      return;
    }
    List<ProblemType> types =
        Arrays.stream(ProblemType.values()).filter(type -> type.status() == status).toList();
    String codes = String.join(", ", types.stream().map(ProblemType::code).toList());
    responses.addAPIResponse(key, response(types.get(0), codes));
  }

  private static APIResponse response(ProblemType example, String codes) {
    return OASFactory.createAPIResponse()
        .description(example.title() + ". Codes: " + codes)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    ProblemBody.MEDIA_TYPE,
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref(PROBLEM))
                        .example(example(example))));
  }

  private static Map<String, Object> example(ProblemType type) {
    return Map.of(
        "type", type.uri().toString(),
        "title", type.title(),
        "status", type.status(),
        "detail", "What to do about it.",
        "instance", "/api/v1/…",
        "code", type.code(),
        "traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  private static Schema problemSchema() {
    Schema error =
        object()
            .description("What is wrong with one field")
            .addProperty("field", text())
            .addProperty("message", text())
            .required(List.of("field", "message"));
    Schema code = text().description("Which problem it is, for programs");
    Arrays.stream(ProblemType.values())
        .map(type -> type.code().toLowerCase(Locale.ROOT))
        .forEach(code::addEnumeration);
    return object()
        .description("A failure (RFC 9457)")
        .addProperty("type", text().format("uri"))
        .addProperty("title", text())
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text())
        .addProperty("instance", text().description("The path that was called"))
        .addProperty("code", code)
        .addProperty("traceId", text())
        .addProperty(
            "errors", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(error))
        .required(List.of("type", "title", "status", "detail", "instance", "code", "traceId"));
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }
}
