package dev.repartee.foundation.http;

import java.net.URI;
import java.util.Locale;

/** Every way a call can fail, as clients see it in {@code code}. */
public enum ProblemType {
  VALIDATION_FAILED(400, "The request is not valid"),
  MALFORMED_REQUEST(400, "The request can not be read"),
  MALFORMED_BODY(400, "The body can not be read"),
  LINK_NOT_VALID(400, "The link is not good, or no longer"),
  UNAUTHENTICATED(401, "Authentication is required"),
  INVALID_CREDENTIALS(401, "The e-mail address or password is wrong"),
  FORBIDDEN(403, "The caller may not do this"),
  EMAIL_NOT_VERIFIED(403, "The e-mail address is not confirmed yet"),
  SIGN_IN_ELSEWHERE(403, "Accounts are not kept here"),
  PROOF_REQUIRED(403, "The caller has to prove anew who they are"),
  TLS_REQUIRED(403, "The call came without TLS"),
  NOT_FOUND(404, "There is no such resource"),
  METHOD_NOT_ALLOWED(405, "The resource does not support this method"),
  NOT_ACCEPTABLE(406, "The answer can not be given in that form"),
  CONFLICT(409, "The request does not fit the current state"),
  INVALID_TRANSITION(409, "The session is not in a state that allows this"),
  LAST_OWNER(409, "The workspace would be left without an owner"),
  EMAIL_TAKEN(409, "The e-mail address is already registered"),
  REQUEST_IN_PROGRESS(409, "A request with this Idempotency-Key is still being worked on"),
  PRECONDITION_FAILED(412, "The resource has changed since it was read"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type this resource does not take"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used with another request"),
  UNREADABLE_IMAGE(422, "The image can not be used"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  SIGN_IN_DELAYED(429, "Too many attempts to sign in"),
  COST_LIMIT_REACHED(429, "The limit for AI costs is reached"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  PROVIDER_FAILED(502, "No AI provider gave a usable answer"),
  UNAVAILABLE(503, "A service this needs is not available right now"),
  MAIL_NOT_CONFIGURED(503, "This server sends no mail"),
  PROVIDER_TIMEOUT(504, "The AI provider did not answer in time");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Names the problem as a URI (RFC 9457); it identifies, and leads nowhere. */
  public URI uri() {
    return URI.create("urn:repartee:problem:" + code().replace('_', '-'));
  }

  /** The stable word for this problem, for programs: lower case with underscores. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
