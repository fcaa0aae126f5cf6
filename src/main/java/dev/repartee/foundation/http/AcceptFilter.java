package dev.repartee.foundation.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses weights that are none (RFC 9110, section 12.4.2), which the server takes for its own. */
@Dependent
@PreMatching
class AcceptFilter implements ContainerRequestFilter {

  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=([^;,]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  @Override
  public void filter(ContainerRequestContext request) {
    for (String name :
        new String[] {
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_LANGUAGE,
          HttpHeaders.ACCEPT_ENCODING,
          HttpHeaders.ACCEPT_CHARSET
        }) {
      @Nullable String given = request.getHeaderString(name);
      if (given != null && !hasGoodWeights(given)) {
        throw new Problem(
            ProblemType.MALFORMED_REQUEST, "A weight in " + name + " is not from 0 to 1.");
      }
    }
  }

  static boolean hasGoodWeights(String header) {
    return WEIGHT
        .matcher(header)
        .results()
        .allMatch(weight -> NUMBER.matcher(weight.group(1).strip()).matches());
  }
}
