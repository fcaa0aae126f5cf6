package dev.repartee.foundation.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Conditional requests (RFC 9110 section 13) over an entity's version: single resources answer with
 * a strong ETag, changes honour {@code If-Match}, reads {@code If-None-Match}.
 */
@ApplicationScoped
public class Preconditions {

  private final HttpServletRequest request;

  @Inject
  public Preconditions(HttpServletRequest request) {
    this.request = request;
  }

  /**
   * Before a change: does the caller know the state it is about to change?
   *
   * @throws Problem with {@link ProblemType#PRECONDITION_FAILED} when it has another version in
   *     mind
   */
  public void check(long version) {
    @Nullable String ifMatch = request.getHeader(HttpHeaders.IF_MATCH);
    if (ifMatch != null && !names(ifMatch, version)) {
      throw Failures.changed();
    }
  }

  /** 200 with the entity and its tag; {@link AnswerFilter} makes it 304 where that will do. */
  public Response answer(Object entity, long version) {
    return Response.ok(entity).tag(tag(version)).build();
  }

  /** The strong tag of a version. */
  public static EntityTag tag(long version) {
    return new EntityTag(Long.toString(version));
  }

  private static boolean names(String header, long version) {
    String tag = "\"" + version + "\"";
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(given -> given.equals("*") || given.equals(tag));
  }
}
