package dev.repartee.foundation.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last word on every answer of the API: what is left of the rate limits, and 304 instead of
 * what the caller of a GET has already (RFC 9110, section 13.1.2).
 */
@Dependent
class AnswerFilter implements ContainerResponseFilter {

  private final RateLimitGate gate;

  @Inject
  AnswerFilter(RateLimitGate gate) {
    this.gate = gate;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    gate.describe(request, response.getHeaders());
    if (response.getStatus() == Response.Status.OK.getStatusCode()
        && request.getMethod().equals("GET")
        && isKnown(request, tag(response))) {
      response.setStatusInfo(Response.Status.NOT_MODIFIED);
      response.setEntity(null);
    }
  }

  private static @Nullable String tag(ContainerResponseContext response) {
    @Nullable Object tag = response.getHeaders().getFirst(HttpHeaders.ETAG);
    return tag instanceof EntityTag entityTag
        ? (entityTag.isWeak() ? "W/" : "") + '"' + entityTag.getValue() + '"'
        : (String) tag;
  }

  private static boolean isKnown(ContainerRequestContext request, @Nullable String tag) {
    @Nullable String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    if (known == null || tag == null) {
      return false;
    }
    return Arrays.stream(known.split(","))
        .map(String::strip)
        .anyMatch(given -> given.equals("*") || weak(given).equals(weak(tag)));
  }

  /** Comparing weakly is comparing without the mark of weakness. */
  private static String weak(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
