package dev.repartee.foundation.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bounds every body, declared length or not, and reads a JSON body as a whole: it must be UTF-8,
 * and its text must be something Postgres can store. Other bodies stay streams.
 */
@Dependent
class BodyFilter implements ContainerRequestFilter {

  static final int LIMIT = 2 * 1024 * 1024;

  /** Request property: the bytes of a JSON body. */
  static final String BYTES = "dev.repartee.body";

  @Override
  public void filter(ContainerRequestContext request) {
    if (declaredLength(request) > LIMIT) {
      throw Failures.tooLarge();
    }
    if (!request.hasEntity()) {
      return;
    }
    refuseCoding(request);
    @Nullable MediaType type = request.getMediaType();
    if (type == null || !isJson(type)) {
      request.setEntityStream(new Bounded(request.getEntityStream()));
      return;
    }
    @Nullable String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is UTF-8.");
    }
    byte[] bytes = read(request);
    if (bytes.length > LIMIT) {
      throw Failures.tooLarge();
    }
    SafeText.checkJson(bytes);
    request.setProperty(BYTES, bytes);
    request.setEntityStream(new ByteArrayInputStream(bytes));
  }

  private static byte[] read(ContainerRequestContext request) {
    try {
      return request.getEntityStream().readNBytes(LIMIT + 1);
    } catch (IOException e) { // cut off, or its chunks are none
      throw new Problem(ProblemType.MALFORMED_BODY, "The body can not be read to its end.");
    }
  }

  /** JAX-RS' own getLength overflows to -1 beyond an int. */
  private static long declaredLength(ContainerRequestContext request) {
    @Nullable String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1; // the server has already refused what is not a number
    }
  }

  /** Nobody needs a small body packed, and a packed one may unpack to anything. */
  private static void refuseCoding(ContainerRequestContext request) {
    @Nullable String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
      throw new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without packing it.");
    }
  }

  private static boolean isJson(MediaType type) {
    return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
  }

  /** A stream that ends the request rather than give more than the limit. */
  private static final class Bounded extends FilterInputStream {

    private long left = LIMIT;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw Failures.tooLarge();
      }
    }
  }
}
