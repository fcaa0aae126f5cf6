package dev.repartee.foundation.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Refuses addresses with text in them that nothing of ours can be called. */
@Dependent
@PreMatching
class AddressFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    URI uri = request.getUriInfo().getRequestUri();
    @Nullable String query = uri.getRawQuery();
    if (query != null && !SafeText.isSafeEncoded(query)) {
      throw new Problem(
          ProblemType.MALFORMED_REQUEST, "The query is not well-formed UTF-8, or contains NUL.");
    }
    if (!SafeText.isSafeEncoded(uri.getRawPath())) {
      throw new Problem(ProblemType.NOT_FOUND, "Nothing is at this address.");
    }
  }
}
