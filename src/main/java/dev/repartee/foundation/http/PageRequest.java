package dev.repartee.foundation.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. A resource takes it as {@code @Valid @BeanParam}. */
public class PageRequest {

  static final String DEFAULT = "50";
  static final int MOST = 100;

  @QueryParam("limit")
  @DefaultValue(DEFAULT)
  @Min(1)
  @Max(MOST)
  @Parameter(description = "How many items to answer with, at most")
  private int limit = Integer.parseInt(DEFAULT);

  @QueryParam("cursor")
  @Parameter(description = "The nextCursor of the page before")
  private @Nullable String cursor;

  /** For JAX-RS. */
  public PageRequest() {}

  PageRequest(int limit, @Nullable String cursor) {
    this.limit = limit;
    this.cursor = cursor;
  }

  public int limit() {
    return limit;
  }

  /** As it was sent; {@link Cursors#open} reads it. */
  public Optional<String> cursor() {
    return Optional.ofNullable(cursor).filter(text -> !text.isEmpty());
  }
}
