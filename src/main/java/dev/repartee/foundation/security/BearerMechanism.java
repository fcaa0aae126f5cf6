package dev.repartee.foundation.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the container who sent a bearer token (RFC 6750). A request without a token, or with one
 * that is not good, goes on as nobody's: whether that will do is for the resource to say, and the
 * outcome is left in the request for whoever answers.
 */
@ApplicationScoped
public class BearerMechanism implements HttpAuthenticationMechanism {

  /** Request attribute: {@link Boolean#TRUE} when a token was sent and is not good. */
  public static final String REFUSED = "dev.repartee.bearer.refused";

  /** Request attribute: the exception that kept the token from being checked. */
  public static final String FAILURE = "dev.repartee.bearer.failure";

  private static final String SCHEME = "bearer ";

  private final BearerVerifier verifier;

  @Inject
  public BearerMechanism(BearerVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    nameScheme(context);
    @Nullable String header = request.getHeader("Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return context.doNothing();
    }
    try {
      Optional<Caller> caller =
          verifier.verify(header.substring(SCHEME.length()).strip(), actingFor(request));
      if (caller.isPresent()) {
        return context.notifyContainerAboutLogin(caller.get(), caller.get().role().included());
      }
      request.setAttribute(REFUSED, true);
    } catch (RuntimeException e) {
      request.setAttribute(FAILURE, e);
    }
    return context.doNothing();
  }

  private static ActingFor actingFor(HttpServletRequest request) {
    return new ActingFor(
        request.getHeader(ActingFor.WORKSPACE_HEADER), request.getHeader(ActingFor.USER_HEADER));
  }

  /**
   * Without a name of our own the server takes the scheme for Basic, takes Basic credentials apart
   * for its audit, and answers 500 to malformed ones.
   */
  @SuppressWarnings("unchecked") // Jakarta Authentication says what is in its raw map
  private static void nameScheme(HttpMessageContext context) {
    context.getMessageInfo().getMap().put("jakarta.servlet.http.authType", "BEARER");
  }
}
