package dev.repartee.foundation.http;

import dev.repartee.foundation.security.Caller;
import dev.repartee.foundation.security.CurrentCaller;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a POST with an {@code Idempotency-Key} happen once: the answer is kept before it is sent,
 * and sent again when the same request comes again. Answers that a repetition may better (5xx,
 * 429), and streams, are not kept; neither is anything below {@code /auth} and {@code /api-keys},
 * whose answers are secrets.
 */
@Dependent
class IdempotencyFilter
    implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {

  private static final System.Logger LOG = System.getLogger(IdempotencyFilter.class.getName());
  private static final String HEADER = "Idempotency-Key";
  private static final String CALL = "dev.repartee.idempotency";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final List<String> KEPT_HEADERS = List.of("Content-Type", "Location", "ETag");
  private static final List<String> SECRET_ANSWERS = List.of("v1/auth/", "v1/api-keys");
  private static final int LONGEST_ANSWER = 1024 * 1024;

  private record Call(IdempotencyRecords.Key key, IdempotencyRecords.Taken taken) {}

  private final IdempotencyRecords records;
  private final CurrentCaller caller;
  private final HttpServletRequest servletRequest;

  @Inject
  IdempotencyFilter(
      IdempotencyRecords records, CurrentCaller caller, HttpServletRequest servletRequest) {
    this.records = records;
    this.caller = caller;
    this.servletRequest = servletRequest;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    @Nullable String given = request.getHeaderString(HEADER);
    String path = request.getUriInfo().getPath();
    if (given == null
        || !request.getMethod().equals("POST")
        || SECRET_ANSWERS.stream().anyMatch(path::contains)) {
      return;
    }
    if (!KEY.matcher(given).matches()) {
      throw Problem.invalid(HEADER, "must be 1 to 255 visible ASCII characters");
    }
    IdempotencyRecords.Key key = key(given, path);
    Object begun = records.begin(key, fingerprint(request));
    if (begun instanceof IdempotencyRecords.Taken taken) {
      request.setProperty(CALL, new Call(key, taken));
    } else {
      request.abortWith(replay((IdempotencyRecords.Answer) begun));
    }
  }

  /** Settles calls whose answer has no body; the others are settled when the body is known. */
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(CALL) instanceof Call call)) {
      return;
    }
    if (!isWorthKeeping(response)) {
      request.removeProperty(CALL);
      release(call);
    } else if (!response.hasEntity()) {
      request.removeProperty(CALL);
      records.complete(call.key(), call.taken(), answer(response));
    } else {
      request.setProperty(CALL + ".answer", answer(response));
    }
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!(context.getProperty(CALL) instanceof Call call)
        || !(context.getProperty(CALL + ".answer") instanceof IdempotencyRecords.Answer answer)) {
      context.proceed();
      return;
    }
    OutputStream client = context.getOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    context.setOutputStream(body);
    try {
      context.proceed();
    } finally {
      context.setOutputStream(client);
    }
    if (body.size() > LONGEST_ANSWER) {
      release(call);
    } else {
      records.complete(
          call.key(),
          call.taken(),
          new IdempotencyRecords.Answer(
              answer.status(), answer.headers(), ByteBuffer.wrap(body.toByteArray())));
    }
    body.writeTo(client);
  }

  private IdempotencyRecords.Key key(String given, String path) {
    Optional<Caller> known = caller.find();
    String who =
        known
            .map(Caller::getName)
            .orElseGet(() -> RequestFacts.of(servletRequest).clientAddress() + " " + path);
    @Nullable UUID workspaceId = known.map(Caller::workspaceId).orElse(null);
    String scope =
        HexFormat.of()
            .formatHex(sha256((workspaceId + " " + who).getBytes(StandardCharsets.UTF_8)));
    return new IdempotencyRecords.Key(scope, given, workspaceId);
  }

  private static byte[] fingerprint(ContainerRequestContext request) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        request.getUriInfo().getRequestUri().getRawPath().getBytes(StandardCharsets.UTF_8));
    all.write(0);
    all.writeBytes(
        String.valueOf(request.getUriInfo().getRequestUri().getRawQuery())
            .getBytes(StandardCharsets.UTF_8));
    all.write(0);
    if (request.getProperty(BodyFilter.BYTES) instanceof byte[] body) {
      all.writeBytes(body);
    } else if (request.hasEntity()) {
      byte[] body = request.getEntityStream().readAllBytes(); // bounded by BodyFilter
      request.setEntityStream(new java.io.ByteArrayInputStream(body));
      all.writeBytes(body);
    }
    return sha256(all.toByteArray());
  }

  private static boolean isWorthKeeping(ContainerResponseContext response) {
    @Nullable MediaType type = response.getMediaType();
    return response.getStatus() < 500
        && response.getStatus() != ProblemType.TOO_MANY_REQUESTS.status()
        && (type == null || !type.isCompatible(MediaType.SERVER_SENT_EVENTS_TYPE));
  }

  private static IdempotencyRecords.Answer answer(ContainerResponseContext response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : KEPT_HEADERS) {
      @Nullable String value = response.getHeaderString(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return new IdempotencyRecords.Answer(response.getStatus(), headers, ByteBuffer.allocate(0));
  }

  private static Response replay(IdempotencyRecords.Answer answer) {
    Response.ResponseBuilder replay =
        Response.status(answer.status()).header("Idempotency-Replayed", "true");
    answer.headers().forEach(replay::header);
    return answer.body().hasRemaining() ? replay.entity(answer.bytes()).build() : replay.build();
  }

  /** The answer is already decided; a row that stays behind is free when its lease ends. */
  private void release(Call call) {
    try {
      records.release(call.key(), call.taken());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "An idempotency record could not be released", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
